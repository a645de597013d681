package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void showsAProgramThatCompilesWithAllItsImports() throws IOException {
        String program = Files.readString(Path.of("src/test/java/org/sessiontoken/client/readme/Billing.java"));

        assertThat(between(Files.readString(Path.of("README.md")), "```java\n", "```"))
                .isEqualTo(program.substring(program.indexOf("import ")));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
