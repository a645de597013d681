package org.sessiontoken.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class BackgroundTaskTest {

    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final Logger logger = (Logger) LoggerFactory.getLogger(BackgroundTask.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Nested
    class WhileNothingFails {

        @Test
        void runsAgainAtOnceAfterADelayOfZero() {
            AtomicInteger runs = new AtomicInteger();
            try (BackgroundTask task = started(() -> {
                runs.incrementAndGet();
                return Duration.ZERO;
            })) {
                await().until(() -> runs.get() > 100);
                assertThat(task.isAlive()).isTrue();
                assertThat(task.failures()).isZero();
            }
        }

        @Test
        void runsAgainWhenItIsWoken() {
            AtomicInteger runs = new AtomicInteger();
            try (BackgroundTask task = started(() -> {
                runs.incrementAndGet();
                return Step.UNTIL_WOKEN;
            })) {
                await().until(() -> runs.get() == 1);
                task.wakeUp();
                await().until(() -> runs.get() == 2);
            }
        }

        @Test
        void runsOnceMoreWhenItIsWokenWhileItRuns() throws InterruptedException {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch proceed = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            try (BackgroundTask task = started(() -> {
                runs.incrementAndGet();
                running.countDown();
                proceed.await();
                return Step.UNTIL_WOKEN;
            })) {
                running.await();
                task.wakeUp();
                proceed.countDown();
                await().until(() -> runs.get() == 2);
            }
        }
    }

    @Nested
    class WhenAStepFails {

        @ParameterizedTest
        @ValueSource(
                classes = {
                    IllegalStateException.class,
                    NoClassDefFoundError.class,
                    OutOfMemoryError.class,
                    Exception.class
                })
        void releasesWhatItUsedAndRunsAgain(Class<? extends Throwable> type) throws Exception {
            Throwable failure = type.getDeclaredConstructor(String.class).newInstance("secret-4711");
            Scripted step = new Scripted(failure, 3);
            try (BackgroundTask task = started(step)) {
                await().until(() -> step.runs.get() > 5);
                assertThat(step.releases).hasValue(3);
                assertThat(task.failures()).isEqualTo(3);
                assertThat(task.isFailing()).isFalse();
                assertThat(task.isAlive()).isTrue();
            }
        }

        @Test
        void logsTheOutageOnceAndItsEnd() {
            Scripted step = new Scripted(new IllegalStateException("secret-4711"), 50);
            try (BackgroundTask task = started(step)) {
                await().until(() -> step.runs.get() > 60);
                assertThat(task.failures()).isEqualTo(50);
            }
            assertThat(messages())
                    .containsExactly(
                            "A background task fails and is retried until it works again",
                            "A background task works again");
            assertThat(log.list.toString() + log.list.get(0).getKeyValuePairs()).doesNotContain("secret-4711");
        }

        @Test
        void logsAgainWhenTheCauseChanges() {
            AtomicInteger runs = new AtomicInteger();
            try (BackgroundTask task = started(() -> {
                throw runs.incrementAndGet() < 10 ? new IllegalStateException() : new IllegalArgumentException();
            })) {
                await().until(() -> runs.get() > 20);
                assertThat(task.isFailing()).isTrue();
            }
            assertThat(messages()).hasSize(2);
        }

        @Test
        @SuppressWarnings("NullAway")
        void takesAStepThatSaysNoDelayForABug() {
            AtomicInteger runs = new AtomicInteger();
            try (BackgroundTask task = started(() -> {
                runs.incrementAndGet();
                return null;
            })) {
                await().until(() -> runs.get() > 2);
                assertThat(task.isFailing()).isTrue();
            }
        }
    }

    @Nested
    class WhenItIsClosed {

        @Test
        void finishesAndThenReleases() {
            Scripted step = new Scripted(new IllegalStateException(), 0);
            BackgroundTask task = started(step);
            await().until(() -> step.runs.get() > 0);
            task.close();
            assertThat(step.events).contains("cancel").containsSubsequence("finish", "release");
            assertThat(task.isAlive()).isTrue();
        }

        @Test
        void doesNotFinishWhatWasFailing() {
            Scripted step = new Scripted(new IllegalStateException(), Integer.MAX_VALUE);
            BackgroundTask task = started(step);
            await().until(() -> step.runs.get() > 0);
            task.close();
            assertThat(step.events).contains("release").doesNotContain("finish");
        }

        @Test
        void interruptsAStepThatDoesNotEndByItself() {
            AtomicBoolean interrupted = new AtomicBoolean();
            CountDownLatch running = new CountDownLatch(1);
            BackgroundTask task = new BackgroundTask(
                    "stubborn",
                    () -> {
                        running.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException told) {
                            interrupted.set(true);
                        }
                        return Duration.ZERO;
                    },
                    SHORT,
                    Duration.ofMillis(10));
            task.start();
            await().until(() -> running.getCount() == 0);
            task.close();
            assertThat(interrupted).isTrue();
        }

        @Test
        void doesNothingWhenItWasNeverStartedOrIsClosedAlready() {
            Scripted step = new Scripted(new IllegalStateException(), 0);
            BackgroundTask task = new BackgroundTask("task", step);
            task.close();
            task.close();
            task.start();
            assertThat(step.runs).hasValue(0);
        }
    }

    @Test
    void goesOnAndReleasesItsStepWhenAFailureCannotEvenBeLogged() {
        logger.setLevel(Level.OFF);
        logger.detachAppender(log);
        Scripted step = new Scripted(new UnspeakableException(), 3);
        try (BackgroundTask task = started(step)) {
            await().until(() -> step.runs.get() > 5);

            assertThat(step.releases).hasValue(3);
            assertThat(task.isAlive()).isTrue();
        }
    }

    @Test
    void saysThatItIsDeadWhenItsOwnCodeFailsAgainAndAgain() {
        logger.setLevel(Level.OFF);
        logger.detachAppender(log);
        BackgroundTask task = new BackgroundTask(
                "task",
                () -> {
                    throw new UnspeakableException();
                },
                SHORT,
                Duration.ofSeconds(1));
        task.start();
        await().dontCatchUncaughtExceptions().until(() -> !task.isAlive());
    }

    private static BackgroundTask started(Step step) {
        BackgroundTask task = new BackgroundTask("task", step, SHORT, Duration.ofSeconds(5));
        task.start();
        return task;
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Fails while it is described, as everything does once no memory is left. */
    private static final class UnspeakableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("while describing");
        }
    }

    private static final class Scripted implements Step {

        private final Throwable failure;
        private final int failures;
        private final AtomicInteger runs = new AtomicInteger();
        private final AtomicInteger releases = new AtomicInteger();
        private final List<String> events = new CopyOnWriteArrayList<>();

        Scripted(Throwable failure, int failures) {
            this.failure = failure;
            this.failures = failures;
        }

        @Override
        public Duration run() throws Exception {
            if (runs.incrementAndGet() <= failures) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (Exception) failure;
            }
            return Duration.ofMillis(1);
        }

        @Override
        public void cancel() {
            events.add("cancel");
        }

        @Override
        public void finish() {
            events.add("finish");
        }

        @Override
        public void release() {
            releases.incrementAndGet();
            events.add("release");
        }
    }
}
