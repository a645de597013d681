package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates of Kafka and of the programs that connect to it, made by {@code deploy/make-certificates}, signed by an authority
 * of their own.
 */
record Certificates(Path folder) {

    private static final List<String> MOUNTED = List.of("tls.crt", "tls.key", "ca.crt");

    static Certificates make(Path folder, String... names) {
        List<String> command = new ArrayList<>(List.of("../deploy/make-certificates", folder.toString()));
        command.addAll(List.of(names));
        try {
            Process script = new ProcessBuilder(command).inheritIO().start();
            if (script.waitFor() != 0) {
                throw new IllegalStateException("make-certificates failed");
            }
            return new Certificates(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }

    /**
     * Mounts one pair as Kubernetes mounts a secret, in the place of the one that is mounted there: {@code tls.crt} is a link
     * into {@code ..data}, and that is a link to a folder, which is swapped.
     */
    void mount(String name, Path mounted) {
        try {
            Path version = Files.createTempDirectory(Files.createDirectories(mounted), "..version");
            Files.copy(folder.resolve(name + ".crt"), version.resolve("tls.crt"));
            Files.copy(folder.resolve(name + ".key"), version.resolve("tls.key"));
            Files.copy(folder.resolve("ca.crt"), version.resolve("ca.crt"));
            Path link = Files.createSymbolicLink(mounted.resolve("..data-new"), version.getFileName());
            Files.move(link, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            for (String file : MOUNTED) {
                if (!Files.exists(mounted.resolve(file))) {
                    Files.createSymbolicLink(mounted.resolve(file), Path.of("..data", file));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
