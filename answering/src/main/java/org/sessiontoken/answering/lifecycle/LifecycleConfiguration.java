package org.sessiontoken.answering.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that watch over a service's background tasks. */
@Configuration(proxyBeanMethods = false)
public class LifecycleConfiguration {

    @Bean
    BackgroundTasks backgroundTasks(MeterRegistry meters) {
        return new BackgroundTasks(meters);
    }

    /** Down as soon as one task is dead: nothing in the process brings it back, so the process has to be restarted. */
    @Bean
    HealthIndicator backgroundTasksHealthIndicator(BackgroundTasks tasks) {
        return () -> {
            List<String> dead = tasks.dead();
            return dead.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetail("dead", dead).build();
        };
    }
}
