package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInAttemptsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SignInAttempts attempts = new SignInAttempts(3, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    private long allowed(int tried, IntPredicate attempt) {
        return IntStream.range(0, tried).filter(attempt).count();
    }

    @Test
    void areBoundedByAddressWhateverNameIsTried() {
        assertThat(allowed(10, i -> attempts.mayTry("203.0.113.7", "name-" + i)))
                .isEqualTo(3);
        assertThat(attempts.mayTry("203.0.113.8", "name")).isTrue();
    }

    @Test
    void countANetworkOfIpV6AsOneAddress() {
        assertThat(allowed(10, i -> attempts.mayTry("2001:db8::" + i, "name-" + i)))
                .isEqualTo(3);
        assertThat(attempts.mayTry("2001:db8:0:1::1", "name")).isTrue();
    }

    @Test
    void areBoundedByNameWhateverAddressTries() {
        assertThat(allowed(20, i -> attempts.mayTry("203.0.113." + i, "anna"))).isEqualTo(9);
    }

    @Test
    void areBoundedAltogether() {
        assertThat(allowed(100, i -> attempts.mayTry("203.0.113." + i, "name-" + i)))
                .isEqualTo(36);
    }

    @Test
    void mayBeMadeAgainAMinuteLater() {
        allowed(10, i -> attempts.mayTry("203.0.113.7", "anna"));
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(allowed(10, i -> attempts.mayTry("203.0.113.7", "anna"))).isEqualTo(3);
    }

    @Test
    void doNotCountWhatSucceeds() {
        assertThat(allowed(100, i -> {
                    boolean may = attempts.mayTry("203.0.113.7", "anna");
                    attempts.succeeded("203.0.113.7", "anna");
                    return may;
                }))
                .isEqualTo(100);
    }
}
