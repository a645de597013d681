package org.sessiontoken.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;

/**
 * Scripts that make a key, a line of a file or certificates by OpenSSL: they are run, and what they made is read. What else is
 * true of certificates is for the test that uses them.
 */
final class FileMakingScript {

    private static final Set<String> TOOLS =
            Set.of("openssl", "printf", "basenc", "tr", "chmod", "umask", "date", "read");
    private static final String PIN_LINE = "[\\w-]+:\\d+:[0-9a-f]{32}:[0-9A-Fa-f]{64}\n";

    private FileMakingScript() {}

    static boolean claims(List<List<String>> commands) {
        return commands.stream().map(command -> command.get(0)).anyMatch("openssl"::equals)
                && commands.stream()
                        .allMatch(command ->
                                TOOLS.contains(command.get(0)) || command.get(0).contains("="));
    }

    static List<String> faults(String script) {
        try {
            Path folder = Files.createTempDirectory("documented");
            Path input = Files.writeString(Files.createTempFile("documented", ".txt"), "1234\n");
            Process bash = new ProcessBuilder("bash", "-euc", script)
                    .directory(folder.toFile())
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return bash.waitFor() == 0 ? faultsOfFilesIn(folder) : List.of("ends with " + output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> faultsOfFilesIn(Path folder) throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> made = files.toList();
            if (made.stream().anyMatch(file -> file.toString().endsWith(".crt"))) {
                return faultsOfCertificates(made);
            }
            if (made.size() != 1) {
                faults.add("makes " + made + ", which should be one file");
            }
            made.stream().filter(file -> !isReadable(file)).forEach(file -> faults.add("what it makes cannot be read"));
        }
        return faults;
    }

    private static List<String> faultsOfCertificates(List<Path> made) {
        return made.stream()
                .filter(file -> !SourceTree.text(file)
                        .contains(file.toString().endsWith(".crt") ? "BEGIN CERTIFICATE" : "BEGIN PRIVATE KEY"))
                .map(file -> file + " is neither a certificate nor a key in PEM")
                .toList();
    }

    private static boolean isReadable(Path file) {
        if (!file.toString().endsWith(".json")) {
            return SourceTree.text(file).matches(PIN_LINE);
        }
        try {
            return KeySetFile.read(file, DevelopmentKeys.REFUSED).size() == 1;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return false;
        }
    }
}
