package org.sessiontoken.broker.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 10.2.3. */
class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                " 1 | PT1S",
                "0 | PT1S",
                "3601 | PT1H",
                "999999999 | PT1H",
                "Sun, 1 Mar 2026 12:00:30 GMT | PT30S",
                "Sun, 01 Mar 2026 11:00:00 GMT | PT1S",
                "Wed, 01 Jan 2200 00:00:00 GMT | PT1H",
            })
    void isSecondsOrADateWithinBounds(String text, Duration wait) {
        assertThat(RetryAfter.parse(text, OutboundFixture.NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "2026-03-01T12:00:00Z", "١٢٠"})
    void isPassedOverWhereItIsMalformed(String text) {
        assertThat(RetryAfter.parse(text, OutboundFixture.NOW)).isEmpty();
    }
}
