package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.offsets.OffsetCommits;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What instances tell one another when partitions change hands: a {@link HandoverNote} with the last commit of the one, which the
 * other reads. For the consumer's thread alone.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(1);

    private final Consumer<?, ?> consumer;
    private final OffsetTracker offsets;
    private final EarlierRecords earlier;
    private final OffsetCommits commits;
    private final Duration stay;

    /** @param stay how long a partition that is given up is kept for what was begun */
    Handover(
            Consumer<?, ?> consumer,
            OffsetTracker offsets,
            EarlierRecords earlier,
            OffsetCommits commits,
            Duration stay) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.earlier = earlier;
        this.commits = commits;
        this.stay = stay;
    }

    /** Says what is done and what is in work. Most records are done within milliseconds, and then nobody has to wait for them. */
    void giveUp(Collection<TopicPartition> partitions) {
        long end = System.nanoTime() + stay.toNanos();
        while (!offsets.areDone(partitions) && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP.toNanos());
        }
        try {
            commit(notes(offsets.positions(partitions), earlier));
        } catch (KafkaException failure) {
            // Requests that are done or begun are then repeated by the other instance, with the same outcome.
            LOG.atWarn()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                    .log("Offsets of partitions that are given up could not be committed");
        }
    }

    /** What to commit of partitions that are given up; what others may have begun is not fresh, also if it was not received yet. */
    static Map<TopicPartition, OffsetAndMetadata> notes(
            Map<TopicPartition, OffsetTracker.Position> positions, EarlierRecords earlier) {
        Map<TopicPartition, OffsetAndMetadata> notes = new HashMap<>();
        positions.forEach((partition, position) -> notes.put(
                partition,
                HandoverNote.at(
                        position.offset(),
                        Math.max(position.freshFrom(), earlier.end(partition)),
                        position.unfinished())));
        return notes;
    }

    /** Finds out what others may have begun. */
    void takeOver(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        Map<TopicPartition, HandoverNote> notes = new HashMap<>();
        consumer.committed(Set.copyOf(partitions), MAX_WAIT).forEach((partition, committed) -> {
            positions.put(partition, position(partition, committed));
            HandoverNote.of(committed).ifPresent(note -> notes.put(partition, note));
        });
        positions.forEach(offsets::assigned);
        if (!areTornUp(notes.keySet(), positions)) {
            notes.clear();
        }
        notes.forEach(earlier::assigned);
        Set<TopicPartition> unknown = new HashSet<>(partitions);
        unknown.removeAll(notes.keySet());
        if (!unknown.isEmpty()) {
            earlier.assigned(consumer.endOffsets(unknown, MAX_WAIT));
        }
    }

    private long position(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        return committed == null ? consumer.position(partition, MAX_WAIT) : committed.offset();
    }

    /** A note is good for one instance: were this one killed, the next must not take what this one has begun for fresh. */
    private boolean areTornUp(Set<TopicPartition> noted, Map<TopicPartition, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> bare = new HashMap<>();
        noted.forEach(partition ->
                bare.put(partition, new OffsetAndMetadata(Objects.requireNonNull(positions.get(partition)))));
        try {
            commit(bare);
            return true;
        } catch (KafkaException failure) {
            // As if nothing had been said: what was there before is looked up.
            LOG.atInfo()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                    .log("What was said of partitions that were taken over is not relied on");
            return false;
        }
    }

    /** A wake-up that comes after the last poll has ended interrupts the call that follows, which is then repeated. */
    private void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        try {
            commits.commitSync(positions);
        } catch (WakeupException late) {
            commits.commitSync(positions);
        }
    }
}
