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
 * The folder with Kafka's data, held by one running Kafka at a time.
 *
 * <p>Held by the operating system's lock on a file in it, which a killed process gives back. Kafka has locks of its own on
 * the two folders inside, but takes the one of the records only after it has opened the metadata. They stay as the second
 * line: on POSIX, a refusal within this process gives our own lock back to other processes.
 */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Creates what is missing and takes the lock, or refuses with the reason. */
    static DataDirectory hold(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel lockFile = FileChannel.open(root.resolve(".lock"), CREATE, WRITE);
            DataDirectory directory = new DataDirectory(root, lockFile);
            try {
                if (!directory.lock()) {
                    throw inUse(root);
                }
                directory.prepare(directory.metadata());
                directory.prepare(directory.records());
            } catch (IOException | KafkaNotStartedException refused) {
                directory.close();
                throw refused;
            }
            return directory;
        } catch (IOException refused) {
            throw notWritable(root, refused);
        }
    }

    Path root() {
        return root;
    }

    /** Kafka's metadata log; its own folder, so that Kafka locks it before it reads it. */
    Path metadata() {
        return root.resolve("metadata");
    }

    /** The partitions of the topics. */
    Path records() {
        return root.resolve("records");
    }

    /** Formats what is not yet formatted, for the cluster that the rest belongs to. */
    void format(int nodeId, String controllerListener) throws Exception {
        MetaPropertiesEnsemble found = new MetaPropertiesEnsemble.Loader()
                .addMetadataLogDir(metadata().toString())
                .addLogDirs(List.of(records().toString()))
                .load();
        if (found.emptyLogDirs().isEmpty()) {
            return;
        }
        try (PrintStream unread = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(unread)
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

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock on " + root + " was not given back", e);
        }
    }

    private boolean lock() throws IOException {
        try {
            return lockFile.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private void prepare(Path folder) throws IOException {
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
