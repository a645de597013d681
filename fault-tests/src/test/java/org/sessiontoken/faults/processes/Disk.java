package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Kafka's data are: a folder or, with a size, a file system in memory that can be full. Only root may mount one. */
public final class Disk implements AutoCloseable {

    private final Path path;
    private final boolean mounted;

    private Disk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    static Disk at(Path folder, int megabytes) {
        if (megabytes == 0) {
            return new Disk(folder, false);
        }
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())) {
            throw new IllegalStateException("no file system of its own size can be mounted on " + folder);
        }
        return new Disk(folder, true);
    }

    /** Whether this user may mount. */
    public static boolean isPermitted(Path folder) {
        try {
            Path tried = Files.createDirectories(folder.resolve("tried"));
            boolean permitted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tried.toString());
            if (permitted) {
                run("umount", tried.toString());
            }
            return permitted;
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    Path path() {
        return path;
    }

    /** Writes until nothing more fits. */
    public void fill() {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // It was the aim.
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path ballast() {
        return path.resolve("ballast");
    }

    @Override
    public void close() {
        if (mounted) {
            run("umount", "-l", path.toString());
        }
    }
}
