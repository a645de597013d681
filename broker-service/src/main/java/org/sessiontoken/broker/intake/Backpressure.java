package org.sessiontoken.broker.intake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses partitions, and resumes them when there is room again. The consumer stays in its group meanwhile.
 *
 * <ul>
 *   <li>All partitions are paused while too many records are unfinished, which bounds the memory they take.
 *   <li>One partition is paused while its uncommitted span is too large. A request that never ends keeps its partition's
 *       commits where they are; without this bound, the records to be done again after a crash would grow without end.
 *   <li>All partitions are paused while the topic does not exist: Kafka's consumer would ask for them without a pause.
 * </ul>
 */
final class Backpressure {

    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);

    private final int maxUnfinished;
    private final long maxSpan;
    private final BooleanSupplier topicExists;
    private Map<TopicPartition, Long> limited = Map.of();

    /** @param topicExists whether the request topic exists */
    Backpressure(int maxUnfinished, long maxSpan, BooleanSupplier topicExists) {
        this.maxUnfinished = maxUnfinished;
        this.maxSpan = maxSpan;
        this.topicExists = topicExists;
    }

    void apply(Consumer<?, ?> consumer, OffsetTracker offsets) {
        limit(offsets.partitionsWithSpanOf(maxSpan));
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> wanted = new HashSet<>(consumer.assignment());
        if (offsets.unfinished() < maxUnfinished && topicExists.getAsBoolean()) {
            wanted.retainAll(limited.keySet());
        }
        if (!wanted.equals(paused)) {
            consumer.resume(without(paused, wanted));
            consumer.pause(without(wanted, paused));
        }
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
