package org.sessiontoken.console.index;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.JDBC;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Unpacks SQLite's native library before the driver looks for it. The driver would do so itself, but only once: where the disk is full
 * in that moment, no later attempt could succeed in the same process. It also writes a new file at each start, which remains when the
 * process is killed; here each start writes the same one.
 */
final class SqliteLibrary {

    /** Where the driver looks for the library; an operator may say so, too. */
    private static final String FOUND_IN = "org.sqlite.lib.path";

    /** Where the driver would unpack it; an operator may say so, too. */
    private static final String UNPACKED_IN = "org.sqlite.tmpdir";

    /** What the driver unpacked there in processes that were killed, and the locks beside it. */
    private static final String LEFT_BEHIND = "sqlite-*sqlitejdbc*";

    private SqliteLibrary() {}

    /**
     * Unpacks it, once for this process. Programs cannot be run from the temporary folder of many containers, so the folder of the
     * index is the usual place.
     *
     * @throws IOException if the file cannot be written; the next attempt may succeed
     */
    static synchronized void unpackInto(Path usual) throws IOException {
        if (System.getProperty(FOUND_IN) != null) {
            return;
        }
        String chosen = System.getProperty(UNPACKED_IN);
        Path folder = (chosen == null ? usual : Path.of(chosen)).toAbsolutePath();
        clean(folder);
        String resources = LibraryLoaderUtil.getNativeLibResourcePath();
        String name = LibraryLoaderUtil.getNativeLibName();
        if (LibraryLoaderUtil.hasNativeLib(resources, name)) {
            unpack(resources + "/" + name, folder, name);
            System.setProperty(FOUND_IN, folder.toString());
        }
    }

    private static void clean(Path folder) throws IOException {
        try (DirectoryStream<Path> leftBehind = Files.newDirectoryStream(folder, LEFT_BEHIND)) {
            for (Path file : leftBehind) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Another process that has the former file loaded keeps it. */
    private static void unpack(String resource, Path folder, String name) throws IOException {
        Path draft = Files.createTempFile(
                folder,
                "sqlite-",
                "-" + name,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (InputStream in = JDBC.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("SQLite's native library is not in its jar");
            }
            try (OutputStream out = Files.newOutputStream(draft)) {
                in.transferTo(out);
            }
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
