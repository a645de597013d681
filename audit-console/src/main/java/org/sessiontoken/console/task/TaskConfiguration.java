package org.sessiontoken.console.task;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.sessiontoken.background.TaskMeters;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the state of all background tasks to the liveness probe and the metrics. */
@Configuration(proxyBeanMethods = false)
public class TaskConfiguration {

    /**
     * Down once the thread of a task has died, which only a new start of the program repairs. The tasks are collected here and
     * not when somebody asks: while the console closes, Spring would make those anew that it has destroyed.
     */
    @Bean
    HealthIndicator backgroundTasksHealthIndicator(ObjectProvider<ConsoleTask> beans) {
        List<ConsoleTask> tasks = beans.stream().toList();
        return () -> {
            List<String> dead = tasks.stream()
                    .filter(task -> !task.isAlive())
                    .map(ConsoleTask::name)
                    .toList();
            return dead.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetail("dead", dead).build();
        };
    }

    @Bean
    MeterBinder backgroundTaskMeters(ObjectProvider<ConsoleTask> beans) {
        List<ConsoleTask> tasks = beans.stream().toList();
        return meters -> tasks.forEach(task -> TaskMeters.register(task, meters));
    }
}
