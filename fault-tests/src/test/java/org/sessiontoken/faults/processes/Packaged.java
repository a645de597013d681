package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Jars: those that the build has made, as they would be delivered, and those of these tests. */
final class Packaged {

    private Packaged() {}

    /** The folder of the repository, which the system property {@code repository} names. */
    static Path repository() {
        return Path.of(System.getProperty("repository", "..")).toAbsolutePath().normalize();
    }

    /** The executable jar of a module. */
    static Path executable(String module) {
        Path folder = repository().resolve(module).resolve("target");
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, module + "-*-exec.jar")) {
            jars.forEach(found::add);
        } catch (IOException notBuilt) {
            throw new UncheckedIOException(notBuilt);
        }
        if (found.size() != 1) {
            throw new IllegalStateException("expected one executable jar in " + folder + ", and found " + found
                    + ": run mvn package, after a clean if there are more");
        }
        return found.get(0);
    }

    /** A jar with the classes of one package of these tests, and with one more entry. */
    static Path jar(Path target, Class<?> inPackage, Manifest manifest, String entry, String content) {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String folder = inPackage.getPackageName().replace('.', '/');
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
                Stream<Path> classes = Files.list(classes().resolve(folder))) {
            for (Path file : classes.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
            if (!entry.isEmpty()) {
                jar.putNextEntry(new JarEntry(entry));
                jar.write(content.getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
            return target;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path classes() {
        return Path.of(Packaged.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
