package org.sessiontoken.broker.intake;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records have been started and which are done, so that work may be done in any order while only what lies below
 * the first unfinished record is committed.
 *
 * <p>One thread, the consumer's, calls all methods; only {@link Entry#done()} may be called by any.
 */
final class OffsetTracker {

    private final Map<TopicPartition, Deque<Entry>> started = new HashMap<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    Entry start(ConsumerRecord<?, ?> record) {
        Entry entry = new Entry(record.offset());
        unfinished.incrementAndGet();
        started.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), none -> new ArrayDeque<>())
                .add(entry);
        return entry;
    }

    /** How many records have been started and are not done, those of partitions that were given up among them. */
    int unfinished() {
        return unfinished.get();
    }

    /** The positions that have become safe to commit since this was last asked. */
    Map<TopicPartition, OffsetAndMetadata> takeCommittable() {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        started.forEach((partition, entries) -> {
            long next = -1;
            for (Entry head = entries.peek(); head != null && head.done; head = entries.peek()) {
                next = head.offset + 1;
                entries.remove();
            }
            if (next >= 0) {
                committable.put(partition, new OffsetAndMetadata(next));
            }
        });
        return committable;
    }

    /** Forgets partitions that others consume now. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(started::remove);
    }

    /** A record that has been started. */
    final class Entry {

        private final long offset;
        private volatile boolean done;

        private Entry(long offset) {
            this.offset = offset;
        }

        /** Says that the record's outcome is written. Called once. */
        void done() {
            done = true;
            unfinished.decrementAndGet();
        }
    }
}
