package org.sessiontoken.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Says where, unless the operator has said so by a system property. Must be called before Kafka and the services are started. */
    static void unpackInto(Path dataFolder) {
        Path folder = dataFolder.resolve("native");
        try {
            Files.createDirectories(folder);
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
