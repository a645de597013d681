package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class IntakePropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, consumers",
        "1, 0, 1, 1, max-unfinished",
        "1, 1, 0, 1, max-unfinished-size",
        "1, 1, 1, 0, max-uncommitted-span"
    })
    void refuseABoundThatLetsNothingThroughAndNameItsKey(
            int consumers, int unfinished, long size, long span, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties(consumers, unfinished, size, span))
                .withMessageStartingWith("ags.broker.intake." + key + " must be from 1");
    }

    @Test
    void allowABoundOfOne() {
        assertThat(properties(1, 1, 1, 1).maxUncommittedSpan()).isEqualTo(1);
    }

    private static IntakeProperties properties(int consumers, int unfinished, long size, long span) {
        return new IntakeProperties(
                "group", consumers, Duration.ofSeconds(6), unfinished, DataSize.ofBytes(size), span, null);
    }
}
