package org.sessiontoken.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.background.Timers;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;

class TimeLimiterBackendTest {

    private final Timers timers = new Timers("test-timers");

    @AfterEach
    void close() {
        timers.shutdownNow();
    }

    @Test
    void setsNoTimerWhereTheBackendAnswersAtOnce() {
        SsoBackend limited = limited(CompletableFuture.completedFuture(BrokenBackend.GOOD));

        assertThat(limited.authenticate(BackendGuardTest.request(Duration.ofSeconds(60)))
                        .toCompletableFuture())
                .isCompletedWithValue(BrokenBackend.GOOD);
        assertThat(timers.getTaskCount()).isZero();
    }

    @Test
    void cancelsTheTimerOnceTheBackendHasAnswered() {
        CompletableFuture<SsoOutcome> answer = new CompletableFuture<>();
        CompletableFuture<SsoOutcome> limited = limited(answer)
                .authenticate(BackendGuardTest.request(Duration.ofSeconds(60)))
                .toCompletableFuture();
        assertThat(timers.getQueue()).hasSize(1);

        answer.complete(BrokenBackend.GOOD);

        assertThat(limited).isCompletedWithValue(BrokenBackend.GOOD);
        assertThat(timers.getQueue()).isEmpty();
    }

    /** Several requests may wait for one fetch of keys; the deadline of one of them must not end it for the others. */
    @Test
    void doesNotEndTheBackendsOwnFuture() {
        CompletableFuture<SsoOutcome> shared = new CompletableFuture<>();

        limited(shared)
                .authenticate(BackendGuardTest.request(Duration.ofMillis(5)))
                .toCompletableFuture()
                .join();

        assertThat(shared).isNotDone();
    }

    private SsoBackend limited(CompletableFuture<SsoOutcome> answer) {
        return new TimeLimiterBackend(
                new ScriptedBackend(false, false, () -> answer), Duration.ofSeconds(30), timers, Clock.systemUTC());
    }
}
