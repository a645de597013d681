package org.sessiontoken.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome.Unavailable;

class CircuitBreakerBackendTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");

    /** The last line is a clock that was set back. */
    @ParameterizedTest
    @CsvSource({"PT0S, PT10S", "PT4S, PT6S", "PT9.5S, PT1S", "PT11S, PT1S", "PT-5S, PT10S"})
    void saysHowLongTheBreakerStaysOpenAndAtLeastASecond(Duration passed, Duration retryAfter) {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
        SettableClock clock = new SettableClock();
        SsoBackend backend = new CircuitBreakerBackend(
                Guards.none(
                        new ScriptedBackend(false, false, () -> CompletableFuture.completedFuture(BrokenBackend.GOOD))),
                breaker,
                Duration.ofSeconds(10),
                clock);
        breaker.transitionToOpenState();
        clock.now = OPENED.plus(passed);

        assertThat(backend.authenticate(BackendGuardTest.request(Duration.ofSeconds(60)))
                        .toCompletableFuture())
                .isCompletedWithValue(new Unavailable(GuardReason.BREAKER_OPEN.code(), retryAfter));
    }

    private static final class SettableClock extends Clock {

        private Instant now = OPENED;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
