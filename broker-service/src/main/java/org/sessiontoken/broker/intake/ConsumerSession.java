package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
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
    private static final Duration HANDOVER = Duration.ofMillis(500);
    private static final Duration HANDOVER_STEP = Duration.ofMillis(1);

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
    private final RequestLag lag = new RequestLag(System::nanoTime);
    private volatile long span;
    private boolean closed;

    ConsumerSession(
            ConsumerPair consumers,
            IntakeProperties properties,
            RecordWork work,
            IntakeMetrics metrics,
            UnfinishedRecords unfinished,
            Standstills standstills) {
        // Counted first: while the consumer is made, which may take seconds, the clock that it relies on may be set.
        int standstillsBefore = standstills.count();
        this.consumer = consumers.member().get();
        this.records = new StartedRecords(offsets, work, earlier, unfinished, standstills, standstillsBefore);
        this.reader = new SkippingReader(consumer, consumers.single(), records);
        this.unfinished = unfinished;
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
        lag.look(consumer);
        commits.commitIfDue();
        return true;
    }

    /** Whether it has joined the group, with or without a partition. */
    boolean isMember() {
        return !consumer.assignment().isEmpty() || consumer.groupMetadata().generationId() > 0;
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
     * Waits until what was started is done, so that another instance need not do it again, commits it, and leaves the group.
     * What is still not done after a while goes on outside the group: another instance begins it, too, and its first outcome
     * counts.
     */
    void drain(DrainLimits limits) {
        long start = System.nanoTime();
        while (offsets.unfinished() > 0
                && System.nanoTime() - start < limits.currentStay().toNanos()) {
            ignoringWakeup(this::stayInGroup);
        }
        ignoringWakeup(commits::commitSync);
        close();
        while (offsets.unfinished() > 0
                && System.nanoTime() - start < limits.timeout().toNanos()) {
            LockSupport.parkNanos(DRAIN_POLL.toNanos());
        }
        if (offsets.unfinished() > 0) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.UNFINISHED, offsets.unfinished())
                    .log("Requests are unfinished and are left to another instance");
        }
    }

    /** Pauses each time: a rebalance may have assigned partitions since. */
    private void stayInGroup() {
        consumer.pause(consumer.assignment());
        consumer.poll(DRAIN_POLL);
    }

    /** A wake-up that comes after the last poll has ended interrupts the call that follows, which is then repeated. */
    private static void ignoringWakeup(Runnable call) {
        try {
            call.run();
        } catch (WakeupException late) {
            call.run();
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

    /**
     * Commits what is done before another instance goes on from there. That instance processes the unfinished records
     * again, with the same outcome.
     */
    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.ASSIGNED, partitions);
            reader.assigned(partitions);
            earlier.assigned(consumer.endOffsets(partitions, MAX_WAIT));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.REVOKED, partitions);
            awaitDone(partitions);
            try {
                commits.commitSync();
            } catch (KafkaException failure) {
                // Requests that are done are then repeated by the other instance, with the same outcome.
                LOG.atWarn()
                        .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                        .log("Offsets of revoked partitions could not be committed");
            }
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.LOST, partitions);
            forget(partitions);
        }

        /** Most records are done within milliseconds, and then nobody has to look whether they were answered. */
        private void awaitDone(Collection<TopicPartition> partitions) {
            long end = System.nanoTime() + HANDOVER.toNanos();
            while (!offsets.areDone(partitions) && System.nanoTime() < end) {
                LockSupport.parkNanos(HANDOVER_STEP.toNanos());
            }
        }

        private void tell(IntakeMetrics.Change change, Collection<TopicPartition> partitions) {
            metrics.rebalanced(change);
            LOG.atInfo().addKeyValue(LogKeys.PARTITIONS, partitions.size()).log("Partitions {}", change.code());
        }
    }
}
