package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What fuzzing begins with: files that are kept, what was found earlier among them. */
final class FuzzCorpus {

    private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");
    private static final Path FOUND = Path.of("target", "fuzz-findings");

    private FuzzCorpus() {}

    static List<byte[]> of(String kind) {
        try (Stream<Path> files = Files.list(KEPT.resolve(kind))) {
            List<byte[]> corpus = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
            return corpus;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes down what has broken something, to be put into the corpus. */
    static Path keep(String kind, byte[] finding) {
        try {
            Path file =
                    Files.createDirectories(FOUND.resolve(kind)).resolve(Integer.toHexString(Arrays.hashCode(finding)));
            return Files.write(file, finding);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
