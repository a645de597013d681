package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.sessiontoken.answering.offsets.OffsetCommits;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.SkippingReader;
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

    /** Who joins gets partitions within a second from those that had them, unless there are more members than partitions. */
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
    private final Handover handover;
    private final Duration drainTimeout;
    private final long openedAt = System.nanoTime();
    private final RequestLag lag = new RequestLag(System::nanoTime);
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
        this.metrics = metrics;
        this.commits = new OffsetCommits(consumer, offsets);
        this.handover = new Handover(consumer, offsets, earlier, commits, drainLimits.stay());
        this.drainTimeout = drainLimits.timeout();
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
        lag.look(consumer);
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

    /** What its partitions have that was not taken yet. */
    RequestLag lag() {
        return lag;
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
        Set<TopicPartition> partitions = offsets.partitions();
        handover.giveUp(partitions);
        forget(partitions);
        close();
        while (offsets.unfinished() > 0 && System.nanoTime() - start < drainTimeout.toNanos()) {
            LockSupport.parkNanos(DRAIN_POLL.toNanos());
        }
        if (offsets.unfinished() > 0) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.UNFINISHED, offsets.unfinished())
                    .log("Requests are unfinished and are left to another instance");
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
            handover.takeOver(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.REVOKED, partitions);
            handover.giveUp(partitions);
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
