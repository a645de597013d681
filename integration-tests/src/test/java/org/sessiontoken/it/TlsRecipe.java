package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the manual says of TLS, to be run as it is written there. */
final class TlsRecipe {

    private static final Path PAGE = Path.of("..", "docs", "manual", "kafka.md");
    private static final String HEADING = "## TLS and least rights";
    private static final Pattern NODE_SETTING = Pattern.compile("(?m)^\\| `(ssl\\.[a-z.]+)` \\| `([^`]+)`");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

    private TlsRecipe() {}

    private static String text() {
        try {
            String page = Files.readString(PAGE);
            return page.substring(page.indexOf(HEADING));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The settings of a node that concern TLS, with these certificates. */
    static Map<String, String> ofNode(Certificates certificates) {
        return NODE_SETTING
                .matcher(text())
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row.group(2).replace("certificates/", certificates.folder() + "/")));
    }

    /** Settings of a program that logs in by its certificate, with another folder in the place of the secret. */
    static Path byCertificate(Path file, Path mounted) {
        return write(file, 0, Map.of("/run/secrets/kafka", mounted.toString()));
    }

    /** Settings of a program that logs in by a password. */
    static Path byPassword(Path file) {
        return write(file, 1, Map.of());
    }

    /** Settings of a program that logs in by a token of a provider. */
    static Path byToken(Path file, Map<String, String> replaced) {
        return write(file, 2, replaced);
    }

    private static Path write(Path file, int block, Map<String, String> replaced) {
        List<MatchResult> blocks = YAML.matcher(text()).results().toList();
        String yaml = blocks.get(block).group(1);
        for (Map.Entry<String, String> replacement : replaced.entrySet()) {
            if (!yaml.contains(replacement.getKey())) {
                throw new IllegalStateException("the manual's settings lack " + replacement.getKey());
            }
            yaml = yaml.replace(replacement.getKey(), replacement.getValue());
        }
        try {
            return Files.writeString(file, yaml);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
