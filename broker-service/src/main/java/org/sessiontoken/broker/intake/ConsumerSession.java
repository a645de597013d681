package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group of all broker instances, from the first poll to the last commit. For the consumer's thread
 * alone, but for {@link #wakeUp()}, {@link #wakeUpIfStale()} and the figures.
 */
final class ConsumerSession {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final Duration DRAIN_POLL = Duration.ofMillis(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration DONE_POLL = Duration.ofMillis(1);

    /** A member that joins gets its partitions within a second from those that had them, unless there are more members than partitions. */
    private static final Duration SETTLED_WITHOUT = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final StartedRecords records;
    private final EarlierRecords earlier = new EarlierRecords();
    private final UnfinishedRecords unfinished;
    private final IntakeMetrics metrics;
    private final OffsetTracker offsets = new OffsetTracker();
    private final OffsetCommits commits;
    private final Backpressure backpressure;
    private final KafkaClientMetrics clientMetrics;
    private final DrainLimits drainLimits;
    private final long openedAt = System.nanoTime();
    private volatile long span;
    private boolean settled;
    private boolean closed;

    ConsumerSession(
            ConsumerPair consumers,
            IntakeProperties properties,
            RecordWork work,
            IntakeMetrics metrics,
            UnfinishedRecords unfinished,
            Standstills standstills,
            DrainLimits drainLimits) {
        // Counted first: while the consumer is made, which may take seconds, the clock that it relies on may be set.
        int standstillsBefore = standstills.count();
        this.consumer = consumers.member().get();
        this.records = new StartedRecords(offsets, work, earlier, unfinished, standstills, standstillsBefore);
        this.reader = new SkippingReader(consumer, consumers.single(), records);
        this.unfinished = unfinished;
        this.drainLimits = drainLimits;
        this.metrics = metrics;
        this.commits = new OffsetCommits(consumer, offsets);
        this.backpressure = new Backpressure(properties, work::isWritable);
        this.clientMetrics = new KafkaClientMetrics(consumer);
    }

    void open() {
        metrics.bind(clientMetrics);
        consumer.subscribe(List.of(Topics.REQUESTS), new Rebalances());
    }

    /**
     * Starts work on what has arrived, and commits what is done.
     *
     * @return whether the session goes on: not after a standstill of the process, when it may have lost its partitions unawares
     */
    boolean poll(Duration timeout) {
        try {
            reader.poll(timeout);
        } catch (WakeupException woken) {
            if (!records.areStale()) {
                throw woken;
            }
        }
        if (records.areStale()) {
            return false;
        }
        backpressure.apply(consumer, offsets);
        span = offsets.maxSpan();
        commits.commitIfDue();
        return true;
    }

    /** Whether it has joined the group and has its share of the partitions, which may be none. */
    boolean hasShare() {
        settled |= !consumer.assignment().isEmpty() || System.nanoTime() - openedAt > SETTLED_WITHOUT.toNanos();
        return settled
                && (!consumer.assignment().isEmpty() || consumer.groupMetadata().generationId() > 0);
    }

    int unfinished() {
        return offsets.unfinished();
    }

    long span() {
        return span;
    }

    void wakeUp() {
        reader.wakeUp();
    }

    /** Ends a poll in which the process stood still: after the clock was set back, it would go on until the old time. */
    void wakeUpIfStale() {
        if (records.areStale()) {
            reader.wakeUp();
        }
    }

    /**
     * Hands all partitions over and leaves the group. What is not done by then goes on outside the group, while the instance that gets
     * the partition waits for it.
     */
    void drain() {
        long start = System.nanoTime();
        handOver(offsets.partitions());
        close();
        while (offsets.unfinished() > 0
                && System.nanoTime() - start < drainLimits.timeout().toNanos()) {
            LockSupport.parkNanos(DRAIN_POLL.toNanos());
        }
        if (offsets.unfinished() > 0) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.UNFINISHED, offsets.unfinished())
                    .log("Requests are unfinished and are left to another instance");
        }
    }

    /** Most records are done within milliseconds, and then nobody has to wait for them. */
    private void handOver(Collection<TopicPartition> partitions) {
        long end = System.nanoTime() + drainLimits.stay().toNanos();
        while (!offsets.areDone(partitions) && System.nanoTime() < end) {
            LockSupport.parkNanos(DONE_POLL.toNanos());
        }
        try {
            commit(offsets.handover(partitions, earlier));
        } catch (KafkaException failure) {
            // Requests that are done or begun are then repeated by the other instance, with the same outcome.
            LOG.atWarn()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                    .log("Offsets of partitions that are given up could not be committed");
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

    /** Finds out what others may have begun. */
    private void takeOver(Collection<TopicPartition> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
                consumer.committed(Set.copyOf(partitions), MAX_WAIT);
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata position = committed.get(partition);
            offsets.assigned(partition, position == null ? consumer.position(partition, MAX_WAIT) : position.offset());
        }
        Map<TopicPartition, HandoverNote> notes = new HashMap<>();
        committed.forEach(
                (partition, position) -> HandoverNote.of(position).ifPresent(note -> notes.put(partition, note)));
        if (areTornUp(notes.keySet(), committed)) {
            notes.forEach(earlier::assigned);
        } else {
            notes.clear();
        }
        Set<TopicPartition> unknown = new HashSet<>(partitions);
        unknown.removeAll(notes.keySet());
        if (!unknown.isEmpty()) {
            earlier.assigned(consumer.endOffsets(unknown, MAX_WAIT));
        }
    }

    /** A note is good for one instance: were this one killed, the next must not take what this one has begun for fresh. */
    private boolean areTornUp(Set<TopicPartition> noted, Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
        Map<TopicPartition, OffsetAndMetadata> bare = new HashMap<>();
        noted.forEach(partition -> bare.put(
                partition,
                new OffsetAndMetadata(
                        Objects.requireNonNull(committed.get(partition)).offset())));
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

    /** Leaves the group and commits nothing: the offsets are those of a topic that was deleted. */
    void abandon() {
        unfinished.clear();
        offsets.forget(consumer.assignment());
        close();
    }

    /** Leaves the group at once. What has begun is ended, also if another session gets the records again. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        records.close();
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            forget(offsets.partitions());
            clientMetrics.close();
            reader.close();
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        earlier.revoked(partitions);
        offsets.forget(partitions).forEach(unfinished::add);
    }

    /** Says what is done and what is in work before another instance goes on from there. */
    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.ASSIGNED, partitions);
            reader.assigned(partitions);
            if (!partitions.isEmpty()) {
                takeOver(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.REVOKED, partitions);
            handOver(partitions);
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.LOST, partitions);
            forget(partitions);
        }

        private void tell(IntakeMetrics.Change change, Collection<TopicPartition> partitions) {
            metrics.rebalanced(change);
            LOG.atInfo().addKeyValue(LogKeys.PARTITIONS, partitions.size()).log("Partitions {}", change.code());
        }
    }
}
