package org.sessiontoken.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HmacSha256Test {

    private static final byte[] KEY = "Jefe".getBytes(StandardCharsets.UTF_8);

    @Test
    void makesTheBytesOfRfc4231() {
        byte[] bytes = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

        assertThat(HexFormat.of().formatHex(HmacSha256.of(KEY, bytes)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void textsHaveTheirLengthsBeforeThem() {
        byte[] spelledOut = {0, 0, 0, 2, 'a', 'b', 0, 0, 0, 1, 'c', 'd'};

        assertThat(HmacSha256.of(KEY, List.of("ab", "c"), new byte[] {'d'})).isEqualTo(HmacSha256.of(KEY, spelledOut));
    }

    @Test
    void textsThatRunTogetherToTheSameAreToldApart() {
        assertThat(HmacSha256.of(KEY, List.of("ab", "c"))).isNotEqualTo(HmacSha256.of(KEY, List.of("a", "bc")));
    }

    @Test
    void whatOneKeyMadeBeforeDoesNotMatterToTheNext() {
        byte[] first = HmacSha256.of(KEY, List.of("ab"));
        HmacSha256.of(new byte[] {1}, List.of("x"));

        assertThat(HmacSha256.of(KEY, List.of("ab"))).isEqualTo(first);
    }
}
