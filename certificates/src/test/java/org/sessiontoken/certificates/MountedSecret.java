package org.sessiontoken.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A secret as Kubernetes mounts it: {@code tls.crt -> ..data/tls.crt}, where {@code ..data} is a link to a folder of one version.
 * A change swaps that link alone.
 */
final class MountedSecret {

    private static final List<String> NAMES = List.of("tls.crt", "tls.key", "ca.crt");

    private final Path folder;
    private int version;

    MountedSecret(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            renew();
            for (String name : NAMES) {
                Files.createSymbolicLink(file(name), Path.of("..data", name));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Another pair, by the script that the manual names. */
    void renew() {
        try {
            Path before = folder.resolve("..version-" + version);
            version++;
            Path now = Files.createDirectory(folder.resolve("..version-" + version));
            make(folder.resolve("authority"));
            Files.copy(folder.resolve("authority/broker.crt"), now.resolve("tls.crt"));
            Files.copy(folder.resolve("authority/broker.key"), now.resolve("tls.key"));
            Files.copy(folder.resolve("authority/ca.crt"), now.resolve("ca.crt"));
            Path link = Files.createSymbolicLink(folder.resolve("..data-new"), now.getFileName());
            Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            delete(before);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void make(Path authority) throws IOException {
        Process script = new ProcessBuilder("../deploy/make-certificates", authority.toString(), "broker")
                .inheritIO()
                .start();
        try {
            if (script.waitFor() != 0) {
                throw new IllegalStateException("make-certificates failed");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void delete(Path version) throws IOException {
        if (Files.exists(version)) {
            try (Stream<Path> files = Files.list(version)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(version);
        }
    }
}
