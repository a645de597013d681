package org.sessiontoken.console.index;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The index of all requests. It is read by any thread, and written by one.
 *
 * <pre>
 * closed --open()--> open --rebuild()--> open, and empty
 *    \___________________/
 *          close()
 * </pre>
 */
public final class FlowIndex implements AutoCloseable {

    private final Path directory;
    private final AccountHashes accounts;
    private final int maxNamedKinds;
    private final List<Consumer<List<FlowRow>>> watchers = new CopyOnWriteArrayList<>();

    private volatile @Nullable Opened opened;
    private final LongSupplier nanos;
    private volatile @Nullable LogEnds ends;
    private volatile long observedAt;

    FlowIndex(Path directory, AccountHashes accounts) {
        this(directory, accounts, Kinds.MAX_NAMED, System::nanoTime);
    }

    /**
     * An index that is not open.
     *
     * @param maxNamedKinds by how many names requests are counted
     * @param nanos a clock that never goes back
     */
    FlowIndex(Path directory, AccountHashes accounts, int maxNamedKinds, LongSupplier nanos) {
        this.nanos = nanos;
        this.directory = directory;
        this.accounts = accounts;
        this.maxNamedKinds = maxNamedKinds;
    }

    private record Opened(IndexFile file, Kinds kinds, TopicNumbers topics) {

        void load() throws SQLException {
            kinds.load(file.writer());
            topics.load(file.writer());
        }
    }

    /** Opens the index, unless it is open; makes it if it is not there, or is of no use. */
    public synchronized void open() {
        if (opened == null) {
            try {
                IndexFile.createFolder(directory);
                accounts.keep();
                Opened now = new Opened(IndexFile.open(directory), new Kinds(maxNamedKinds), new TopicNumbers());
                now.load();
                opened = now;
            } catch (SQLException | IOException failure) {
                throw new IndexUnavailableException("the index cannot be opened", failure);
            }
        }
    }

    /** Deletes the index and begins a new one: what it was made from is not what is in Kafka now. */
    public synchronized void rebuild() throws IOException {
        ends = null;
        close();
        IndexFile.delete(directory);
        open();
    }

    /** Whether the folder still has the index that is open. */
    public boolean isThere() throws IOException {
        Opened now = opened;
        return now != null && now.file().isThere();
    }

    /** A new writer, which begins with what was committed last. */
    public IndexWriter writer() {
        Opened now = require();
        return Sql.get(() -> {
            now.file().rollBack();
            Connection connection = now.file().writer();
            now.load();
            FlowTable table = new FlowTable(connection, now.kinds(), now.topics(), accounts);
            return new IndexWriter(connection, table, now.topics(), Positions.read(connection));
        });
    }

    /**
     * Whether the index was made from this cluster and these topics. A new index was, and is theirs from now on. Of another one, this
     * can also be told while its disk is full.
     *
     * @param topics the IDs of the topics that exist, by name
     */
    public boolean belongsTo(String cluster, Map<String, Uuid> topics) {
        IndexFile file = require().file();
        return Sql.get(() -> {
            // Whatever has failed before.
            file.rollBack();
            Connection connection = file.writer();
            // Another key makes other hashes, by which no account of the index would be found.
            String origin = cluster + " " + accounts.fingerprint();
            Optional<String> known = Meta.read(connection, Meta.ORIGIN);
            if (known.isEmpty()) {
                Meta.write(connection, Meta.ORIGIN, origin);
            }
            connection.commit();
            return known.orElse(origin).equals(origin)
                    && TopicNumbers.kafkaIds(connection).entrySet().stream()
                            .allMatch(topic -> topic.getValue().equals(topics.get(topic.getKey())));
        });
    }

    /** What Kafka said last; the index is complete up to then where it has been read that far. */
    public void observed(LogEnds now) {
        ends = now;
        observedAt = nanos.getAsLong();
    }

    /** What Kafka said last. */
    public @Nullable LogEnds ends() {
        return ends;
    }

    /**
     * Reads of the index as it is now.
     *
     * @throws IndexUnavailableException if it cannot be read now
     */
    public <T> T read(IndexSnapshot.Reading<T> reading) {
        Opened now = require();
        return Sql.get(() -> {
            Connection connection = now.file().borrow();
            try {
                // Reading the positions first begins the snapshot.
                Coverage coverage = sinceKafkaAnswered(IndexSnapshot.coverage(connection, now.kinds(), ends));
                return reading.of(new IndexSnapshot(connection, now.kinds(), now.topics(), coverage));
            } finally {
                try {
                    connection.rollback();
                } finally {
                    now.file().giveBack(connection);
                }
            }
        });
    }

    private Coverage sinceKafkaAnswered(Coverage coverage) {
        LogEnds last = ends;
        return last != null && nanos.getAsLong() - observedAt > ReadUpTo.SILENCE.toNanos()
                ? coverage.withSilenceSince(last.asked())
                : coverage;
    }

    Connection writerConnection() {
        return require().file().writer();
    }

    private Opened require() {
        Opened now = opened;
        if (now == null) {
            throw new IndexUnavailableException("the index is not open", new IOException("not open"));
        }
        return now;
    }

    /** Has somebody told of the rows that are new or have changed, once they are in the index, by the thread that writes. */
    public AutoCloseable watch(Consumer<List<FlowRow>> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Tells those who watch. */
    public void tell(List<FlowRow> rows) {
        watchers.forEach(watcher -> watcher.accept(rows));
    }

    @Override
    public synchronized void close() {
        Opened now = opened;
        opened = null;
        if (now != null) {
            now.file().close();
        }
    }
}
