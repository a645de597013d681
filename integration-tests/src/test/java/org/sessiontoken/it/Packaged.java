package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** The jars that the build has made, as they would be delivered. */
final class Packaged {

    private Packaged() {}

    /** The one jar of a module with this ending of its name. */
    static Path jar(String module, String ending) {
        Path folder = Path.of("..", module, "target").toAbsolutePath().normalize();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, module + "-*" + ending)) {
            jars.forEach(found::add);
        } catch (IOException notBuilt) {
            throw new UncheckedIOException(notBuilt);
        }
        if (found.size() != 1) {
            throw new IllegalStateException("expected one " + module + "-*" + ending + " in " + folder + ", and found "
                    + found + ": run mvn package, after a clean if there are more");
        }
        return found.get(0);
    }

    /** Copies an executable jar without the jar of a module in it. */
    static Path without(String module, Path executable, Path target) throws IOException {
        boolean left = false;
        try (JarFile jar = new JarFile(executable.toFile());
                JarOutputStream copy = new JarOutputStream(Files.newOutputStream(target))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith("BOOT-INF/lib/" + module + "-")) {
                    left = true;
                } else {
                    // As it is: the launcher wants the jars in it to be stored.
                    copy.putNextEntry(new JarEntry(entry));
                    jar.getInputStream(entry).transferTo(copy);
                    copy.closeEntry();
                }
            }
        }
        if (!left) {
            throw new IllegalStateException("expected a jar of " + module + " in " + executable);
        }
        return target;
    }
}
