package org.sessiontoken.answering.offsets;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which records are started and which are done, so that records may be done in any order while only offsets
 * below the first unfinished record are committed.
 *
 * <p>One thread, the consumer's, calls all methods; those of an {@link Entry} may be called by any.
 */
public final class OffsetTracker {

    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicLong unfinishedBytes = new AtomicLong();

    /**
     * Starts a record, or several that follow one another.
     *
     * @param lastOffset the offset of the last one
     * @param bytes how much memory they may occupy until they are done
     */
    public Entry start(TopicPartition partition, long lastOffset, long bytes) {
        Entry entry = new Entry(lastOffset, bytes);
        unfinished.incrementAndGet();
        unfinishedBytes.addAndGet(bytes);
        partitions.computeIfAbsent(partition, none -> new Partition()).add(entry);
        return entry;
    }

    /** Says from which offset a partition that was assigned is read. */
    public void assigned(TopicPartition partition, long offset) {
        partitions.computeIfAbsent(partition, none -> new Partition()).beginAt(offset);
    }

    /**
     * How many records have been started and are not done. It includes records of partitions that were revoked, since this
     * instance still works on them. May be called by any thread.
     */
    public int unfinished() {
        return unfinished.get();
    }

    /** How much memory the unfinished records may occupy. May be called by any thread. */
    public long unfinishedBytes() {
        return unfinishedBytes.get();
    }

    /** The positions that are safe to commit and that Kafka has not acknowledged yet. */
    public Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        partitions.forEach((name, partition) -> {
            partition.advance();
            if (partition.position != partition.acknowledged) {
                committable.put(name, new OffsetAndMetadata(partition.position));
            }
        });
        return committable;
    }

    /** Where each of these partitions stands that has a position. */
    public Map<TopicPartition, Position> positions(Collection<TopicPartition> some) {
        Map<TopicPartition, Position> positions = new HashMap<>();
        for (TopicPartition name : some) {
            Partition partition = partitions.get(name);
            if (partition != null && partition.hasPosition()) {
                positions.put(name, new Position(partition.position, partition.freshFrom(), partition.unfinished()));
            }
        }
        return positions;
    }

    /**
     * Where a partition stands.
     *
     * @param offset what is safe to commit
     * @param freshFrom the first offset that was not started
     * @param unfinished what was started and is not done, none below the offset
     */
    public record Position(long offset, long freshFrom, List<Long> unfinished) {}

    /** Says that Kafka has stored these positions. Until then they stay committable, however often a commit fails. */
    public void acknowledged(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((name, position) -> {
            Partition partition = partitions.get(name);
            if (partition != null) {
                partition.acknowledged = position.offset();
            }
        });
    }

    /** The largest distance, in offsets, between the first unfinished record of a partition and its newest record. */
    public long maxSpan() {
        long max = 0;
        for (Partition partition : partitions.values()) {
            max = Math.max(max, partition.span());
        }
        return max;
    }

    /** The partitions with at least this span, each with the offset of its first unfinished record. */
    public Map<TopicPartition, Long> partitionsWithSpanOf(long span) {
        Map<TopicPartition, Long> found = new HashMap<>();
        partitions.forEach((name, partition) -> {
            if (partition.span() >= span) {
                found.put(name, partition.newest - partition.span());
            }
        });
        return found;
    }

    /** The partitions with records that have been started. */
    public Set<TopicPartition> partitions() {
        return Set.copyOf(partitions.keySet());
    }

    /** Whether all records of these partitions that have been started are done. */
    public boolean areDone(Collection<TopicPartition> some) {
        return some.stream().map(partitions::get).allMatch(partition -> partition == null || partition.isDone());
    }

    /**
     * Forgets partitions that are no longer assigned: their entries change no position any more.
     *
     * @return the entries that are not done, by partition
     */
    public Map<TopicPartition, List<Entry>> forget(Collection<TopicPartition> revoked) {
        Map<TopicPartition, List<Entry>> unfinished = new HashMap<>();
        for (TopicPartition name : revoked) {
            Partition partition = partitions.remove(name);
            if (partition != null && !partition.isDone()) {
                partition.entries.forEach(entry -> entry.givenUp = true);
                unfinished.put(
                        name,
                        partition.entries.stream().filter(entry -> !entry.done).toList());
            }
        }
        return unfinished;
    }

    /** The records of a partition since it was assigned. */
    private static final class Partition {

        private static final long NONE = -1;

        private final Deque<Entry> entries = new ArrayDeque<>();
        private long newest = NONE;
        private long position = NONE;
        private long acknowledged = NONE;

        void beginAt(long offset) {
            position = offset;
            acknowledged = offset;
        }

        void add(Entry entry) {
            entries.add(entry);
            newest = entry.offset;
        }

        void advance() {
            for (Entry head = entries.peek(); head != null && head.done; head = entries.peek()) {
                position = head.offset + 1;
                entries.remove();
            }
        }

        boolean hasPosition() {
            advance();
            return position != NONE;
        }

        long freshFrom() {
            return Math.max(position, newest + 1);
        }

        List<Long> unfinished() {
            return entries.stream()
                    .filter(entry -> !entry.done)
                    .map(Entry::offset)
                    .toList();
        }

        boolean isDone() {
            advance();
            return entries.isEmpty();
        }

        long span() {
            advance();
            Entry head = entries.peek();
            return head == null ? 0 : newest - head.offset;
        }
    }

    /** A record that has been started. */
    public final class Entry {

        private final long offset;
        private final long bytes;
        private volatile boolean done;
        private volatile boolean givenUp;
        private volatile @Nullable Runnable listener;

        private Entry(long offset, long bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        /** Says that the record's outcome is written. Called once. */
        public void done() {
            done = true;
            unfinished.decrementAndGet();
            unfinishedBytes.addAndGet(-bytes);
            Runnable told = listener;
            if (told != null) {
                told.run();
            }
        }

        /** The offset of the record, or the last one of several. */
        public long offset() {
            return offset;
        }

        /** Whether its partition was given up before it was done: another instance may have begun it, too. */
        public boolean isGivenUp() {
            return givenUp;
        }

        /** Has a listener called when the record is done, or at once if it is; possibly twice. Called once. */
        public void whenDone(Runnable told) {
            listener = told;
            if (done) {
                told.run();
            }
        }
    }
}
