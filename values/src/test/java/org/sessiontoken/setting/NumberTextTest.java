package org.sessiontoken.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-1", "65536", "999999999999999999"})
    void isADecimal(String text) {
        assertThat(NumberText.isNumber(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "012",
                "0x10",
                "#10",
                "1_000",
                "1,000",
                "1e3",
                "1.0",
                "+1",
                "-0",
                "12:30",
                "٣",
                "9999999999999999999"
            })
    void isNothingThatAnotherProgramReadsOtherwise(String text) {
        assertThat(NumberText.isNumber(text)).isFalse();
    }
}
