package org.sessiontoken.adapter.background;

import java.util.List;
import org.sessiontoken.background.TaskStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the state of all background tasks to the liveness probe and the metrics. */
@Configuration(proxyBeanMethods = false)
public class BackgroundConfiguration {

    @Bean
    HealthIndicator backgroundTasksHealthIndicator(ObjectProvider<TaskProvider> providers) {
        return new BackgroundTaskHealth(tasks(providers));
    }

    @Bean
    BackgroundTaskMetrics backgroundTaskMetrics(ObjectProvider<TaskProvider> providers) {
        return new BackgroundTaskMetrics(tasks(providers));
    }

    private static List<TaskStatus> tasks(ObjectProvider<TaskProvider> providers) {
        return providers.stream()
                .<TaskStatus>flatMap(provider -> provider.tasks().stream())
                .toList();
    }
}
