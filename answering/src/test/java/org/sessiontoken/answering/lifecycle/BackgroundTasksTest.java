package org.sessiontoken.answering.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.background.Step;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

@Timeout(60)
class BackgroundTasksTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BackgroundTasks tasks = new BackgroundTasks(meters);
    private final HealthIndicator indicator = new LifecycleConfiguration().backgroundTasksHealthIndicator(tasks);

    @Test
    void livenessIsUpWhileTasksAreNotStartedRunFailOrAreClosed() {
        try (BackgroundTask resting = tasks.register(new BackgroundTask("resting", () -> Step.UNTIL_WOKEN));
                BackgroundTask failing = tasks.register(failing(new AtomicBoolean(true)))) {
            assertThat(health().getStatus()).isEqualTo(Status.UP);
            resting.start();
            failing.start();
            await().until(failing::isFailing);
            assertThat(health().getStatus()).isEqualTo(Status.UP);
        }
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void livenessIsDownAsSoonAsOneTaskIsDeadAndNamesIt() {
        BackgroundTask dying = tasks.register(new BackgroundTask("dying", () -> {
            throw new DeadlyFailure();
        }));
        dying.start();
        await().dontCatchUncaughtExceptions().until(() -> !dying.isAlive());

        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails()).containsEntry("dead", List.of("dying"));
    }

    @Test
    void metricsTellWhetherAndHowOftenATaskFails() {
        AtomicBoolean outage = new AtomicBoolean(true);
        try (BackgroundTask task = tasks.register(failing(outage))) {
            task.start();
            await().until(() -> gauge("ags.task.failing") == 1 && failures() >= 2);

            outage.set(false);

            await().until(() -> gauge("ags.task.failing") == 0);
            assertThat(failures()).isEqualTo(task.failures());
        }
    }

    private Health health() {
        return Objects.requireNonNull(indicator.health());
    }

    private static BackgroundTask failing(AtomicBoolean outage) {
        return new BackgroundTask(
                "failing",
                () -> {
                    if (outage.get()) {
                        throw new IllegalStateException();
                    }
                    return Step.UNTIL_WOKEN;
                },
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
                Duration.ofSeconds(5));
    }

    private double gauge(String name) {
        return meters.get(name).tag("task", "failing").gauge().value();
    }

    private double failures() {
        return meters.get("ags.task.failures")
                .tag("task", "failing")
                .functionCounter()
                .count();
    }

    /** A failure that ends the task, since not even its cause can be told. */
    private static final class DeadlyFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("not even the failure can be looked at");
        }
    }
}
