package org.sessiontoken.broker.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FailureLevelsTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final FailureLevels levels = new FailureLevels(Duration.ofSeconds(100), nanos::get);

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void leakEvenlyInOneWindow() {
        levels.add("a", 0.5, Duration.ZERO);
        pass(20);
        assertThat(levels.of("a")).isEqualTo(0.3, EXACT);
        levels.add("a", 0.5, Duration.ZERO);
        pass(79);

        assertThat(levels.of("a")).isEqualTo(0.01, EXACT);
        pass(2);
        assertThat(levels.of("a")).isZero();
    }

    @Test
    void areFromNothingToTheBound() {
        levels.add("a", -0.5, Duration.ZERO);
        assertThat(levels.isEmpty()).isTrue();
        for (int i = 0; i < 100; i++) {
            levels.add("a", 0.5, Duration.ZERO);
        }

        assertThat(levels.of("a")).isEqualTo(1, EXACT);
        pass(10);
        assertThat(levels.of("a")).isEqualTo(0.9, EXACT);
        levels.add("a", -1, Duration.ZERO);
        assertThat(levels.isEmpty()).isTrue();
    }

    @Test
    void takeWhatWasCountedEarlierAsOldAsItIs() {
        levels.add("a", 0.5, Duration.ofSeconds(30));
        levels.add("a", 0.5, Duration.ofSeconds(10));

        assertThat(levels.of("a")).isEqualTo(0.7, EXACT);
        levels.add("a", 0.1, Duration.ofSeconds(60));
        assertThat(levels.of("a")).isEqualTo(0.8, EXACT);
    }

    @Test
    void areKeptForAGuesserWhileMillionsOfAddressesComeOnce() {
        for (int i = 0; i < 1_000_000; i++) {
            levels.add("address-" + i, 0.01, Duration.ZERO);
            if (i % 20_000 == 0) {
                levels.add("guesser", 0.1, Duration.ZERO);
            }
        }

        assertThat(levels.size()).isLessThanOrEqualTo(FailureLevels.MAX_KEYS);
        assertThat(levels.of("guesser")).isEqualTo(1, EXACT);
    }
}
