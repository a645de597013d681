package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedArgumentsTest {

    private static final String ASCII = "ANSI_X3.4-1968";
    private static final List<String> DECODED = List.of("audit", "find", "--account", "Zo??");

    private static byte[] commandLine(String... arguments) {
        return (String.join("\0", arguments) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void areRefusedWhereTheLocaleLacksTheirLetters() {
        byte[] typed = commandLine("java", "-jar", "token-broker.jar", "audit", "find", "--account", "Zo\u00eb");

        assertThat(DecodedArguments.refusal(DECODED, ASCII, typed))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("LC_ALL=C.UTF-8").doesNotContain("Zo"));
    }

    @Test
    void areTakenWhereTheyAreQuestionMarksIndeed() {
        byte[] typed =
                commandLine("/opt/Zo\u00eb/java", "-jar", "token-broker.jar", "audit", "find", "--account", "Zo??");

        assertThat(DecodedArguments.refusal(DECODED, ASCII, typed)).isEmpty();
    }

    @Test
    void areTakenInALocaleThatHasTheirLetters() {
        byte[] typed = commandLine("java", "-jar", "token-broker.jar", "audit", "find", "--account", "Zo\u00eb");

        assertThat(DecodedArguments.refusal(List.of("audit", "find", "--account", "Zo\u00eb"), "UTF-8", typed))
                .isEmpty();
    }

    @Test
    void areRefusedWhereTheyAreNoTextOfTheLocale() {
        assertThat(DecodedArguments.refusal(List.of("find", "Zo\uFFFD"), "UTF-8", new byte[0]))
                .isPresent();
    }
}
