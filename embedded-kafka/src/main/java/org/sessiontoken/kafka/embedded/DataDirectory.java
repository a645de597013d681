package org.sessiontoken.kafka.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.DIRECTORY_IN_USE;
import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.DIRECTORY_NOT_WRITABLE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * The directory with Kafka's data, which only one running Kafka at a time can use.
 *
 * <p>A lock of the operating system on a file in the directory ensures this; the system releases the lock of a process that was
 * killed. Kafka locks the two directories inside as well, but locks the one of the records only after it has opened the
 * metadata. Those locks remain the second line of defence: on POSIX, a second attempt within this process releases the lock of
 * this process, so that other processes could take it.
 */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Creates the missing directories and takes the lock, or refuses with the reason. */
    static DataDirectory lock(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel lockFile = FileChannel.open(root.resolve(".lock"), CREATE, WRITE);
            DataDirectory directory = new DataDirectory(root, lockFile);
            try {
                if (!directory.tryLock()) {
                    throw inUse(root);
                }
                directory.createWritable(directory.metadata());
                directory.createWritable(directory.records());
            } catch (Throwable failure) {
                directory.close();
                throw failure;
            }
            return directory;
        } catch (IOException refused) {
            throw notWritable(root, refused);
        }
    }

    Path root() {
        return root;
    }

    /** Kafka's metadata log. It has a directory of its own, which Kafka locks before it reads the log. */
    Path metadata() {
        return root.resolve("metadata");
    }

    /** The partitions of the topics. */
    Path records() {
        return root.resolve("records");
    }

    /** Formats the directories that are not formatted yet, with the cluster ID of the others. */
    void format(int nodeId, String controllerListener) throws Exception {
        MetaPropertiesEnsemble found = new MetaPropertiesEnsemble.Loader()
                .addMetadataLogDir(metadata().toString())
                .addLogDirs(List.of(records().toString()))
                .load();
        if (found.emptyLogDirs().isEmpty()) {
            return;
        }
        try (PrintStream ignored = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(ignored)
                    .setNodeId(nodeId)
                    .setClusterId(
                            found.clusterId().orElseGet(() -> Uuid.randomUuid().toString()))
                    .setControllerListenerName(controllerListener)
                    .addDirectory(metadata().toString())
                    .addDirectory(records().toString())
                    .setMetadataLogDirectory(metadata().toString())
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock on " + root + " was not released", e);
        }
    }

    private boolean tryLock() throws IOException {
        try {
            return lockFile.tryLock() != null;
        } catch (OverlappingFileLockException lockedByThisProcess) {
            return false;
        }
    }

    private void createWritable(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw notWritable(folder, null);
        }
    }

    private static KafkaNotStartedException inUse(Path root) {
        return new KafkaNotStartedException(
                DIRECTORY_IN_USE,
                "Kafka's data directory " + root
                        + " is in use by another running instance: stop that one, or choose another data directory.",
                null);
    }

    private static KafkaNotStartedException notWritable(Path folder, @Nullable IOException cause) {
        return new KafkaNotStartedException(
                DIRECTORY_NOT_WRITABLE,
                "Kafka's data directory " + folder + " cannot be written" + (cause == null ? "" : " (" + cause + ")")
                        + ": make it writable for this user, or choose another data directory.",
                cause);
    }
}
