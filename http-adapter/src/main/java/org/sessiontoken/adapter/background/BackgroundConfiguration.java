package org.sessiontoken.adapter.background;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the state of all background tasks to the liveness probe and the metrics. */
@Configuration(proxyBeanMethods = false)
public class BackgroundConfiguration {

    @Bean
    HealthIndicator backgroundTasksHealthIndicator(ObjectProvider<BackgroundTaskLifecycle> tasks) {
        return new BackgroundTaskHealth(tasks.stream().toList());
    }

    @Bean
    BackgroundTaskMetrics backgroundTaskMetrics(ObjectProvider<BackgroundTaskLifecycle> tasks) {
        return new BackgroundTaskMetrics(tasks.stream().toList());
    }
}
