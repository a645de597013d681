package org.sessiontoken.console.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The file of an index, opened: one connection that writes, and some that read and never wait for it. All are opened at once, so
 * that all have the same file, even if it is deleted and another one made under its name.
 */
final class IndexFile implements AutoCloseable {

    private static final String NAME = "flows.db";
    private static final int READERS = 6;
    private static final int READER_CACHE_KIB = 4 * 1024;
    private static final int WRITER_CACHE_KIB = 48 * 1024;
    private static final int CHECKPOINT_PAGES = 8_000;
    private static final int MAX_WAIT_SECONDS = 5;

    private final Path file;
    private final Object identity;
    private volatile Connection writer;
    private final BlockingQueue<Connection> idle;
    private volatile boolean closed;

    private IndexFile(Path file, Connection writer, List<Connection> readers) throws IOException {
        this.file = file;
        this.writer = writer;
        this.idle = new ArrayBlockingQueue<>(READERS, false, readers);
        this.identity = Objects.requireNonNull(identityOf(file), "the file was just opened");
    }

    /** Makes the folder of an index, which is for its owner alone. */
    static void createFolder(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * Opens the file in this folder, or makes it; one that is no index, or one of another version, is made anew. One that cannot be
     * opened for another reason, such as a full disk, stays as it is.
     */
    static IndexFile open(Path directory) throws IOException, SQLException {
        createFolder(directory);
        SqliteLibrary.unpackInto(directory);
        Path file = directory.resolve(NAME);
        try {
            return connected(forItsOwnerAlone(file));
        } catch (SQLException unusable) {
            if (!IndexSchema.isForeign(unusable)) {
                throw unusable;
            }
            delete(directory);
            return connected(forItsOwnerAlone(file));
        }
    }

    /** SQLite gives the files beside it the same permissions. */
    private static Path forItsOwnerAlone(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return file;
    }

    /** Deletes the file in this folder. Those who have it open keep what they have. */
    static void delete(Path directory) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(directory.resolve(NAME + suffix));
        }
    }

    private static IndexFile connected(Path file) throws IOException, SQLException {
        List<Connection> opened = new ArrayList<>();
        try {
            Connection writer = writer(file);
            opened.add(writer);
            IndexSchema.createOrCheck(writer);
            List<Connection> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Connection reader = connection(file, READER_CACHE_KIB, true);
                opened.add(reader);
                reader.setAutoCommit(false);
                readers.add(reader);
            }
            return new IndexFile(file, writer, readers);
        } catch (SQLException | IOException | RuntimeException | Error failure) {
            opened.forEach(IndexFile::closeQuietly);
            throw failure;
        }
    }

    private static Connection writer(Path file) throws SQLException {
        Connection writer = connection(file, WRITER_CACHE_KIB, false);
        writer.setAutoCommit(false);
        return writer;
    }

    private static Connection connection(Path file, int cacheKib, boolean reads) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-cacheKib);
        config.setBusyTimeout((int) TimeUnit.SECONDS.toMillis(MAX_WAIT_SECONDS));
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
        Connection connection = JDBC.createConnection(JDBC.PREFIX + file, config.toProperties());
        if (reads) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only=1");
            }
        }
        return connection;
    }

    private static @Nullable Object identityOf(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
                : null;
    }

    /** Whether the file that was opened is still there. */
    boolean isThere() throws IOException {
        return identity.equals(identityOf(file));
    }

    Connection writer() {
        return writer;
    }

    /** Takes back what was written and not committed. */
    void rollBack() throws SQLException {
        try {
            writer.rollback();
        } catch (SQLException ended) {
            // On a full disk SQLite ends the transaction by itself. The driver does not know, and can neither commit
            // nor begin another one.
            closeQuietly(writer);
            writer = writer(file);
        }
    }

    /** A connection for reading, which nobody else has until it is given back. */
    Connection borrow() throws SQLException {
        try {
            Connection reader = idle.poll(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
            if (reader == null || closed) {
                throw new SQLException(closed ? "the index is being built again" : "too many are reading the index");
            }
            return reader;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", interrupted);
        }
    }

    void giveBack(Connection reader) {
        if (closed) {
            closeQuietly(reader);
        }
        idle.add(reader);
    }

    /** Closes the connections; those that are in use, as soon as they are given back. */
    @Override
    public void close() {
        closed = true;
        for (Connection reader = idle.poll(); reader != null; reader = idle.poll()) {
            closeQuietly(reader);
        }
        closeQuietly(writer);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyUseless) {
            // Nothing of it is needed any more.
        }
    }
}
