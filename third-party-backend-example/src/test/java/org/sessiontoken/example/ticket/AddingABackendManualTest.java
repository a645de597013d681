package org.sessiontoken.example.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code on the manual's page about adding a backend is code of this module, to the letter. */
class AddingABackendManualTest {

    private static final Path PAGE = Path.of("..", "docs", "manual", "adding-a-backend.md");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\R(.+?)```");

    @Test
    void showsCodeThatIsTested() throws IOException {
        String sources = withoutIndentation(sources());
        List<String> blocks = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map(block -> withoutIndentation(block.group(1)))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(sources).contains(block));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(AddingABackendManualTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }
}
