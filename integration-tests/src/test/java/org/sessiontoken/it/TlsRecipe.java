package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
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
        Matcher block = YAML.matcher(text());
        if (!block.find()) {
            throw new IllegalStateException(PAGE + " must have the settings of a program");
        }
        try {
            return Files.writeString(file, block.group(1).replace("/run/secrets/kafka", mounted.toString()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
