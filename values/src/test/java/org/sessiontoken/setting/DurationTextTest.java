package org.sessiontoken.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "5M, PT5M",
        "24h, PT24H",
        "7d, PT168H",
        "PT1H30M, PT1H30M"
    })
    void readsANumberWithAUnitAndIso8601(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "0", "s", "-1s", "+1s", "1.5s", "1 s", "5us", "5ns", "5w", "5 minutes", "٣s", "1e3s"})
    void takesNothingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT90S, 90s",
        "PT5M, 5m",
        "PT90M, 90m",
        "PT3H, 3h",
        "PT168H, 7d",
        "PT0.0000001S, PT0.0000001S"
    })
    void writesTheShortestText(Duration duration, String expected) {
        assertThat(DurationText.of(duration)).isEqualTo(expected);
    }

    @Test
    void namesBothBoundsAndWhatIsOutOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.requireBetween(
                        "token-ttl", Duration.ofDays(400), Duration.ofSeconds(1), Duration.ofDays(30)))
                .withMessage("token-ttl must be from 1s to 30d, and it is 400d");
    }
}
