package org.sessiontoken.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "two words", "§$%&/()=?", "Größe", "密码", "🔑", "$" + "{"})
    void takesWhatCanBeSeen(String text) {
        assertThat(VisibleText.refusal(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "two words", "Größe", "密码", "🔑", "a\\b"})
    void leavesWhatCanBeSeenAsItIs(String text) {
        assertThat(VisibleText.escaped(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x00, 0x07, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x200B, 0x2028, 0x202E, 0xE000, 0xE0001, 0xD800})
    void showsTheNumberOfWhatCannotBeSeen(int hidden) {
        assertThat(VisibleText.escaped("a" + Character.toString(hidden) + "b"))
                .isEqualTo(String.format("a\\u{%X}b", hidden));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1680, 0x180E,
                0x2002, 0x2007, 0x200B, 0x200D, 0x200E, 0x2028, 0x2029, 0x202E, 0x202F, 0x2060, 0x2800, 0x3000, 0x3164,
                0xFE0F, 0xFEFF, 0xFFA0, 0xFFFD, 0xE0001
            })
    void refusesWhatCannotBeSeenWhereverItStands(int hidden) {
        String character = Character.toString(hidden);

        for (String text : new String[] {"canary" + character, character + "canary", "can" + character + "ary"}) {
            assertThat(VisibleText.refusal(text))
                    .hasValueSatisfying(why -> assertThat(why)
                            .contains(String.format("U+%04X", hidden))
                            .doesNotContain("canary"));
        }
    }

    @Test
    void refusesSpacesAtTheEndsAndWhatIsEmpty() {
        assertThat(VisibleText.refusal(" a"))
                .hasValueSatisfying(why -> assertThat(why).contains("space at either end"));
        assertThat(VisibleText.refusal("a "))
                .hasValueSatisfying(why -> assertThat(why).contains("space at either end"));
        assertThat(VisibleText.refusal(""))
                .hasValueSatisfying(why -> assertThat(why).startsWith("is empty"));
        assertThat(VisibleText.refusal("  "))
                .hasValueSatisfying(why -> assertThat(why).startsWith("is blank"));
    }
}
