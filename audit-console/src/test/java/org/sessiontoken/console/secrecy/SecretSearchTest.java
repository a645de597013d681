package org.sessiontoken.console.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSearchTest {

    private static final int COUNT = 10_000;
    private static final SecretSearch SEARCH = new SecretSearch();

    static {
        for (int number = 0; number < COUNT; number++) {
            SEARCH.add("password " + number, SealedFlows.password(number));
        }
    }

    private static byte[] planted(byte[] secret, int before) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("x".repeat(before).getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(secret);
        text.writeBytes("\"} and what follows".getBytes(StandardCharsets.US_ASCII));
        return text.toByteArray();
    }

    @Test
    void findsEachFormOfASecretWhereverItStands() {
        for (int number : new int[] {0, 17, COUNT - 1}) {
            for (Map.Entry<String, byte[]> form :
                    SecretSearch.forms(SealedFlows.password(number)).entrySet()) {
                for (int before = 0; before < 20; before++) {
                    assertThat(SEARCH.foundIn(planted(form.getValue(), before)))
                            .as(form.getKey())
                            .anyMatch(found -> found.startsWith("password " + number + " as "));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void findsItInsideABase64Text(int before) {
        String text = Base64.getEncoder()
                .encodeToString(planted(SealedFlows.password(4711).getBytes(StandardCharsets.UTF_8), before));

        assertThat(SEARCH.foundIn(text)).isNotEmpty().allMatch(found -> found.startsWith("password 4711 as base64"));
    }

    @Test
    void findsAPartOfASecret() {
        String password = SealedFlows.password(42);

        assertThat(SEARCH.foundIn(password.substring(0, password.length() / 2 + 3)))
                .isNotEmpty();
    }

    @Test
    void findsNothingWhereNothingIs() {
        StringBuilder text = new StringBuilder();
        IntStream.range(COUNT, 2 * COUNT)
                .forEach(number -> text.append(SealedFlows.password(number)).append('\n'));

        assertThat(SEARCH.foundIn(text.toString())).isEmpty();
    }

    @Test
    void refusesASecretThatIsTooShortToBeFound() {
        assertThatThrownBy(() -> new SecretSearch().add("a secret", "fifteen letters"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
