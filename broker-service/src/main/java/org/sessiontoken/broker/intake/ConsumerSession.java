package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group of all broker instances, from the first poll to the last commit. For the consumer's thread
 * alone, but for {@link #wakeUp()} and the figures.
 */
final class ConsumerSession {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final Duration DRAIN_POLL = Duration.ofMillis(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final RecordWork work;
    private final IntakeMetrics metrics;
    private final OffsetTracker offsets = new OffsetTracker();
    private final OffsetCommits commits;
    private final Backpressure backpressure;
    private final KafkaClientMetrics clientMetrics;
    private volatile long span;
    private volatile boolean closed;

    ConsumerSession(ConsumerPair consumers, IntakeProperties properties, RecordWork work, IntakeMetrics metrics) {
        this.consumer = consumers.member().get();
        this.reader = new SkippingReader(consumer, consumers.single(), new Records());
        this.work = work;
        this.metrics = metrics;
        this.commits = new OffsetCommits(consumer, offsets);
        this.backpressure = new Backpressure(properties, work::isWritable);
        this.clientMetrics = new KafkaClientMetrics(consumer);
    }

    void open() {
        metrics.bind(clientMetrics);
        consumer.subscribe(List.of(Topics.REQUESTS), new Rebalances());
    }

    /** Starts work on what has arrived, and commits what is done. */
    void poll(Duration timeout) {
        reader.poll(timeout);
        backpressure.apply(consumer, offsets);
        span = offsets.maxSpan();
        commits.commitIfDue();
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

    void wakeUp() {
        reader.wakeUp();
    }

    /** Waits until what was started is done, so that another instance need not do it again, and commits it. */
    void drain(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (offsets.unfinished() > 0 && System.nanoTime() < end) {
            ignoringWakeup(this::stayInGroup);
        }
        if (offsets.unfinished() > 0) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.UNFINISHED, offsets.unfinished())
                    .log("Requests are unfinished and are left to another instance");
        }
        ignoringWakeup(commits::commitSync);
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
        offsets.forget(consumer.assignment());
        close();
    }

    /** Leaves the group at once. */
    void close() {
        closed = true;
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            clientMetrics.close();
            reader.close();
        }
    }

    /** Starts work on each record, and does not wait for it. */
    private final class Records implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            long offset = record.offset();
            OffsetTracker.Entry entry = offsets.start(partition, offset, HeldSize.of(record));
            // What waits for the outcome must not hold the record: it may be large, and the outcome is not.
            work.process(record).whenComplete((written, failure) -> ended(partition, offset, entry, failure));
        }

        @Override
        public void passOver(UndecodableRecords records) {
            OffsetTracker.Entry entry =
                    offsets.start(records.partition(), records.lastOffset(), HeldSize.ofUndecodable());
            work.setAside(records)
                    .whenComplete(
                            (written, failure) -> ended(records.partition(), records.firstOffset(), entry, failure));
        }

        /**
         * Logs an error for an outcome that was not written, unless the consumer is closed. After closing, another instance
         * processes the record again, so nothing is wrong.
         */
        private void ended(
                TopicPartition partition, long offset, OffsetTracker.Entry entry, @Nullable Throwable failure) {
            if (failure == null) {
                entry.done();
            } else if (!closed) {
                LOG.atError()
                        .addKeyValue(LogKeys.PARTITION, partition.partition())
                        .addKeyValue(LogKeys.OFFSET, offset)
                        .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                        .log("The outcome of a record could not be written. Offsets after it are not committed until"
                                + " this instance restarts");
            }
        }
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
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.REVOKED, partitions);
            try {
                commits.commitSync();
            } catch (KafkaException failure) {
                // Requests that are done are then repeated by the other instance, with the same outcome.
                LOG.atWarn()
                        .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                        .log("Offsets of revoked partitions could not be committed");
            }
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            tell(IntakeMetrics.Change.LOST, partitions);
            offsets.forget(partitions);
        }

        private void tell(IntakeMetrics.Change change, Collection<TopicPartition> partitions) {
            metrics.rebalanced(change);
            LOG.atInfo().addKeyValue(LogKeys.PARTITIONS, partitions.size()).log("Partitions {}", change.code());
        }
    }
}
