package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void showsAProgramThatCompiles() throws IOException {
        String example = between(
                Files.readString(Path.of("src/test/java/org/sessiontoken/client/ReadmeExample.java")),
                "// README.md begins here.\n",
                "        // README.md ends here.");

        String shown = between(Files.readString(Path.of("README.md")), "```java\n", "```");

        assertThat(shown).isEqualTo(example.stripTrailing().stripIndent() + "\n");
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
