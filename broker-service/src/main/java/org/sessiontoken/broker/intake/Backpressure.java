package org.sessiontoken.broker.intake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses partitions, and resumes them when there is room again. The consumer stays in its group meanwhile.
 *
 * <ul>
 *   <li>All partitions are paused while too many records are unfinished, or too large ones, which bounds the memory they take.
 *   <li>All partitions are paused while no outcome can be written: the records wait on their topic, where their deadlines are
 *       looked at when they are taken.
 *   <li>One partition is paused while its uncommitted span is too large. A request that never ends keeps its partition's
 *       commits where they are; without this bound, the records to be done again after a crash would grow without end.
 * </ul>
 */
final class Backpressure {

    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);

    private final int maxUnfinished;
    private final long maxUnfinishedBytes;
    private final long maxSpan;
    private final BooleanSupplier writable;
    private Map<TopicPartition, Long> limited = Map.of();

    /** @param writable tells whether outcomes can be written now */
    Backpressure(IntakeProperties properties, BooleanSupplier writable) {
        this.maxUnfinished = properties.maxUnfinished();
        this.maxUnfinishedBytes = properties.maxUnfinishedSize().toBytes();
        this.maxSpan = properties.maxUncommittedSpan();
        this.writable = writable;
    }

    void apply(Consumer<?, ?> consumer, OffsetTracker offsets) {
        limit(offsets.partitionsWithSpanOf(maxSpan));
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> wanted = new HashSet<>(consumer.assignment());
        if (hasRoom(offsets) && writable.getAsBoolean()) {
            wanted.retainAll(limited.keySet());
        }
        if (!wanted.equals(paused)) {
            consumer.resume(without(paused, wanted));
            consumer.pause(without(wanted, paused));
        }
    }

    private boolean hasRoom(OffsetTracker offsets) {
        return offsets.unfinished() < maxUnfinished && offsets.unfinishedBytes() < maxUnfinishedBytes;
    }

    /** Logs each partition once when it reaches the bound, and once when its first unfinished record has ended. */
    private void limit(Map<TopicPartition, Long> now) {
        Map<TopicPartition, Long> before = limited;
        limited = new HashMap<>(now);
        now.forEach((partition, offset) -> {
            if (!before.containsKey(partition)) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.PARTITION, partition.partition())
                        .addKeyValue(LogKeys.OFFSET, offset)
                        .log("A partition is paused: one of its requests does not end, and too many after it are done");
            }
        });
        before.forEach((partition, offset) -> {
            if (!now.containsKey(partition)) {
                LOG.atInfo()
                        .addKeyValue(LogKeys.PARTITION, partition.partition())
                        .addKeyValue(LogKeys.OFFSET, offset)
                        .log("A partition is resumed");
            }
        });
    }

    private static Set<TopicPartition> without(Set<TopicPartition> all, Set<TopicPartition> some) {
        Set<TopicPartition> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
