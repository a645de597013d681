package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The services as their images have them: unpacked, with the flags of Java that {@code deploy/train} chooses, and with a class cache,
 * without which a start takes twice the processor time. A Java older than 25 has no such cache: there, services run from their jars.
 */
public final class Images {

    private static final int FIRST_WITH_CACHE = 25;

    private final Path folder;
    private final Map<String, Path> made = new ConcurrentHashMap<>();

    /**
     * Makes nothing yet.
     *
     * @param folder for the images
     */
    public Images(Path folder) {
        this.folder = folder;
    }

    /** Java's arguments that start a service, which is unpacked and trained the first time. */
    List<String> start(String service) {
        if (!haveCaches()) {
            return fromJar(service);
        }
        return List.of("@" + made.computeIfAbsent(service, this::make).resolve("start"));
    }

    /** The same without a cache, which Java does not use for classes that are changed. */
    List<String> fromJar(String service) {
        return List.of("-jar", Packaged.executable(service).toString());
    }

    /** Where a service finds the jars of further types of backends. */
    Path backends(String service) {
        return folder.resolve(service).resolve("backends");
    }

    private static boolean haveCaches() {
        return Runtime.version().feature() >= FIRST_WITH_CACHE;
    }

    private Path make(String service) {
        Path image = folder.resolve(service);
        try {
            Path jar = Files.createDirectories(folder.resolve("jars")).resolve("service.jar");
            Files.copy(Packaged.executable(service), jar);
            finish(Java.command(
                    "-Djarmode=tools",
                    "-jar",
                    jar.toString(),
                    "extract",
                    "--destination",
                    image.toString(),
                    "--force"));
            Files.delete(jar);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        finish(List.of(Packaged.repository().resolve("deploy/train").toString(), service, image.toString()));
        return image;
    }

    private static void finish(List<String> command) {
        ProcessBuilder program = new ProcessBuilder(command).inheritIO();
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
        program.environment().put("JAVA", Java.command().get(0));
        try {
            if (program.start().waitFor() != 0) {
                throw new IllegalStateException(command + " has failed");
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
