package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build has made of the modules, as it would be delivered. */
final class Packaged {

    private Packaged() {}

    /** The one jar of a module whose name ends so. */
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
}
