package org.sessiontoken.console.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.console.index.LogEnds;
import org.sessiontoken.console.index.Position;
import org.sessiontoken.console.index.StartPositions;
import org.sessiontoken.kafka.reading.SkippingReader;

/** Reads the topics from where the index ends, in batches. For one thread, but for {@link #wakeUp()}. */
final class TailReader {

    private static final Duration MAX_WAIT = Duration.ofMillis(100);
    private static final long BATCH_NANOS = Duration.ofMillis(200).toNanos();
    private static final int BATCH = 5_000;

    private final Consumer<byte[], byte[]> consumer;
    private final FlowIndex index;
    private final IndexWriter writer;
    private final SkippingReader reader;
    private final Look look;
    private boolean built;

    TailReader(
            Consumer<byte[], byte[]> consumer, Supplier<Consumer<byte[], byte[]>> singles, FlowIndex index, Look look) {
        this.consumer = consumer;
        this.index = index;
        this.look = look;
        this.writer = index.writer();
        this.reader = new SkippingReader(consumer, singles, new IndexedRecords(writer));
    }

    /** Whether these are the topics and partitions that it reads. */
    boolean reads(Look now) {
        return look.ids().equals(now.ids()) && look.partitions().equals(now.partitions());
    }

    /** Whether the index fits: it has read nothing that Kafka does not have. */
    boolean fits() {
        Map<TopicPartition, Long> ends = look.ends().ends();
        return writer.positions().entrySet().stream()
                .allMatch(entry -> entry.getValue().to() <= ends.getOrDefault(entry.getKey(), 0L));
    }

    /**
     * Goes to where the index ends.
     *
     * @param since what is older is not read of partitions that are new to the index
     * @param before what Kafka had said before this look
     */
    void open(Instant since, @Nullable LogEnds before) {
        LogEnds ends = look.ends();
        Set<TopicPartition> partitions = look.partitions();
        Map<TopicPartition, Position> known = writer.positions();
        Set<TopicPartition> added = new HashSet<>(partitions);
        added.removeAll(known.keySet());
        look.ids().forEach(writer::topic);
        StartPositions.of(consumer, added, ends, since)
                .forEach((partition, position) -> writer.position(
                        partition,
                        // One that was there before, and could not be begun, may have had records since.
                        before == null || before.ends().containsKey(partition)
                                ? position
                                : position.notBefore(before.asked().toEpochMilli())));
        known.forEach((partition, position) -> {
            long begin = ends.begins().getOrDefault(partition, 0L);
            if (position.to() < begin) {
                writer.position(
                        partition,
                        StartPositions.overtaken(
                                position, begin, ends.ends().getOrDefault(partition, begin), ends.asked()));
            }
        });
        writer.commit();
        consumer.assign(partitions);
        writer.positions().forEach((partition, position) -> consumer.seek(partition, position.to()));
        reader.assigned(partitions);
    }

    /** Reads on, and makes visible what has arrived. */
    void poll() {
        if (reader.poll(MAX_WAIT)) {
            long start = System.nanoTime();
            while (writer.uncommitted() < BATCH
                    && System.nanoTime() - start < BATCH_NANOS
                    && reader.poll(Duration.ZERO)) {
                // Gathers what has arrived already.
            }
        }
        commit();
    }

    /** Makes visible what was read. */
    void commit() {
        for (TopicPartition partition : look.partitions()) {
            writer.advanced(partition, consumer.position(partition));
        }
        if (!built && isAtEnds()) {
            writer.built();
            built = true;
        }
        List<FlowRow> rows = writer.commit();
        if (built && !rows.isEmpty()) {
            index.tell(rows);
        }
    }

    private boolean isAtEnds() {
        Map<TopicPartition, Position> positions = writer.positions();
        return look.ends().ends().entrySet().stream().allMatch(end -> {
            Position position = positions.get(end.getKey());
            return position != null && position.to() >= end.getValue();
        });
    }

    /** Forgets what is older than this. */
    void forget(Instant before) {
        while (writer.forget(before)) {
            writer.commit();
        }
        writer.commit();
    }

    /** Makes a {@link #poll()} of another thread, or the next one, throw a {@code WakeupException}. */
    void wakeUp() {
        reader.wakeUp();
    }

    void close() {
        try (SkippingReader closedLast = reader) {
            consumer.close();
        }
    }
}
