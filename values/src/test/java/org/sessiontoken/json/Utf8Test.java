package org.sessiontoken.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jsonwebtoken.io.DeserializationException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.jose.JoseJson;

class Utf8Test {

    private static final String OBJECT = "{\"a\":\"ü€😀\"}";

    @Test
    void readsEveryCharacterOfWellFormedText() throws CharacterCodingException {
        assertThat(Utf8.decode(OBJECT.getBytes(StandardCharsets.UTF_8))).isEqualTo(OBJECT);
    }

    @Test
    void leavesOutOneByteOrderMark() throws CharacterCodingException {
        assertThat(Utf8.decodeWithoutMark("\uFEFF\uFEFFa".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\uFEFFa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Overlong forms of NUL, 's', '/' and '€'; half of a surrogate pair; a lone continuation; a cut
                // character.
                "c080",
                "c1b3",
                "e080af",
                "f08282ac",
                "eda080",
                "80",
                "e282",
                "f5808080",
                "ff",
            })
    void refusesWhatIsNotWellFormed(String hex) {
        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> Utf8.decode(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "X-UTF-32BE-BOM", "X-UTF-32LE-BOM"})
    void noOtherEncodingIsReadAsJson(String encoding) {
        byte[] bytes = "{\"a\":\"b\"}".getBytes(Charset.forName(encoding));

        assertThatExceptionOfType(DeserializationException.class)
                .isThrownBy(() -> JoseJson.reader().deserialize(bytes));
    }

    @Test
    void aTokenHasNoByteOrderMark() {
        byte[] bytes = "\uFEFF{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(DeserializationException.class)
                .isThrownBy(() -> JoseJson.reader().deserialize(bytes));
    }
}
