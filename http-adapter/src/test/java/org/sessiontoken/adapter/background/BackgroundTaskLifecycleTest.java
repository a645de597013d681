package org.sessiontoken.adapter.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

@Timeout(30)
class BackgroundTaskLifecycleTest {

    private final AtomicReference<@Nullable Error> failure = new AtomicReference<>();
    private final BackgroundTaskLifecycle task = new BackgroundTaskLifecycle("watched", () -> this::run);
    private final BackgroundTaskHealth health = new BackgroundTaskHealth(List.of(task));

    private Duration run() {
        Error thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
        return Duration.ofMillis(1);
    }

    @AfterEach
    void stop() {
        task.stop();
    }

    @Test
    void isUpBeforeItStartsWhileItRunsAndOnceItIsStopped() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        task.start();
        assertThat(task.isRunning()).isTrue();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        task.stop();
        assertThat(task.isRunning()).isFalse();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void failsAndWorksAgainWithoutDying() {
        MeterRegistry meters = new SimpleMeterRegistry();
        new BackgroundTaskMetrics(List.of(task)).bindTo(meters);
        failure.set(new NoClassDefFoundError());
        task.start();

        await().until(() ->
                meters.get("ags.task.failing").tag("task", "watched").gauge().value() == 1);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        failure.set(null);
        await().until(() -> meters.get("ags.task.failing").gauge().value() == 0);
        assertThat(meters.get("ags.task.failures")
                        .tag("task", "watched")
                        .functionCounter()
                        .count())
                .isPositive();
    }

    @Test
    void countsFailuresOnWhenItIsStartedAgain() {
        failure.set(new NoClassDefFoundError());
        task.start();
        await().until(() -> task.failures() > 0);
        task.stop();
        long before = task.failures();

        task.start();

        await().until(() -> task.failures() > before);
    }

    @Test
    void isDownOnceItsThreadIsDead() {
        failure.set(new UndescribableError());
        task.start();

        await().dontCatchUncaughtExceptions()
                .until(() -> health.health().getStatus().equals(Status.DOWN));
        assertThat(health.health().getDetails()).containsKey("watched");
    }
}
