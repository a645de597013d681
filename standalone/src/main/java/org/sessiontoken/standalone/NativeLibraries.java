package org.sessiontoken.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Has the codecs zstd and snappy, and the database SQLite, unpack their native libraries into the data folder. In the folder for temporary files, where
 * they would do so otherwise, nothing may be executed on many machines.
 */
final class NativeLibraries {

    private static final List<String> FOLDER_PROPERTIES =
            List.of("ZstdTempFolder", "org.xerial.snappy.tempdir", "org.sqlite.tmpdir");

    private NativeLibraries() {}

    /**
     * Says where, unless the operator has said so by a system property, and removes what processes have left there that were killed. Must be
     * called once the data folder is this process's alone, and before Kafka and the services are started.
     */
    static void unpackInto(Path dataFolder) {
        Path folder = dataFolder.resolve("native");
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> leftBehind = Files.newDirectoryStream(folder, Files::isRegularFile)) {
                for (Path file : leftBehind) {
                    Files.delete(file);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        for (String property : FOLDER_PROPERTIES) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, folder.toString());
            }
        }
    }
}
