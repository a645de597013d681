package org.sessiontoken.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "4, 800", "5, 1000", "1000000, 1000"})
    void doublesUpToTheMaximum(long failures, long millis) {
        assertThat(backoff.after(failures, drawing(0.5))).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void variesByAQuarter() {
        assertThat(backoff.after(1, drawing(0))).isEqualTo(Duration.ofMillis(75));
        assertThat(backoff.after(1, drawing(0.999_999))).isBetween(Duration.ofMillis(124), Duration.ofMillis(125));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT-1S, PT1S", "PT2S, PT1S"})
    void refusesAMinimumThatIsNotPositiveOrAboveTheMaximum(Duration min, Duration max) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(min, max));
    }

    private static RandomGenerator drawing(double drawn) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return drawn;
            }
        };
    }
}
