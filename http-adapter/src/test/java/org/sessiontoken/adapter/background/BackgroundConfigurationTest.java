package org.sessiontoken.adapter.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class BackgroundConfigurationTest {

    @Test
    void tellsTheHealthOfItsTasksWithoutMakingThemAnewWhenItIsClosed() {
        AtomicInteger made = new AtomicInteger();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(BackgroundConfiguration.class);
        context.registerBean(TaskProvider.class, () -> {
            made.incrementAndGet();
            return List::of;
        });
        context.refresh();
        HealthIndicator health = context.getBean(HealthIndicator.class);

        context.close();

        assertThat(health.health())
                .isNotNull()
                .extracting(state -> state.getStatus())
                .isEqualTo(Status.UP);
        assertThat(made).hasValue(1);
    }
}
