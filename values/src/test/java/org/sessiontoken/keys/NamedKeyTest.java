package org.sessiontoken.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.Secret;

class NamedKeyTest {

    @ParameterizedTest
    @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64", "A256GCMKW, 32"})
    void takesAKeyAsStrongAsItsAlgorithm(String algorithm, int length) {
        assertThat(new NamedKey("k", algorithm, material(length)).material().length())
                .isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"HS256, 31", "HS384, 47", "HS512, 63", "A256GCMKW, 31", "A256GCMKW, 33", "HS256, 0"})
    void refusesAWeakKeyByName(String algorithm, int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamedKey("my-key", algorithm, material(length)))
                .withMessageContainingAll("'my-key'", algorithm, "it has " + length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "RS256", "A128KW", "dir", "hs256", ""})
    void refusesAnAlgorithmThatWeDoNotUse(String algorithm) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NamedKey("k", algorithm, material(64)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "ключ"})
    void refusesANameThatCannotStandInAHeader(String kid) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NamedKey(kid, "HS256", material(32)));
    }

    @Test
    void isForTheMacOrCipherOfItsAlgorithm() {
        Map<String, String> names = Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");
        names.forEach((algorithm, name) -> assertThat(
                        new NamedKey("k", algorithm, material(64)).toSecretKey().getAlgorithm())
                .isEqualTo(name));
        assertThat(new NamedKey("k", "A256GCMKW", material(32)).toSecretKey().getAlgorithm())
                .isEqualTo("AES");
    }

    @Test
    void hidesTheKeyInText() {
        NamedKey key = new NamedKey("k", "HS256", Secret.ofText("canary".repeat(6)));

        assertThat(List.of(key).toString()).contains("k", "HS256", "hidden").doesNotContain("canary");
    }

    private static Secret material(int length) {
        return Secret.ofBytes(new byte[length]);
    }
}
