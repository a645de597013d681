package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of the requestor's reply topic. The consumer is assigned its partition and is in no group, so there is no
 * rebalance that could lose a reply.
 *
 * <pre>
 * connecting --position fixed--> reading --run failed--> connecting (the position is kept)
 *     ^-----topic or partition gone------/
 * </pre>
 *
 * <p>{@link #position()} is announced after the position is fixed, so whoever sends a request afterwards gets its reply.
 * After a failure the next consumer continues where the last one stopped.
 *
 * <p>The monitor {@linkplain #replyTopicIs tells} what becomes of the topic. The reader leaves a partition that does not
 * exist any more, for Kafka's consumer asks for it without a pause and logs each answer. Of a topic that was created again
 * it reads the same partition from its beginning, or another one if the partition may be chosen and does not exist.
 */
final class ReplyReader implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration TOPIC_MISSING_DELAY = Duration.ofMillis(50);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singleRecordConsumers;
    private final ReplyPartition partition;
    private final String topic;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> delivery;

    private volatile @Nullable ObservedTopic observed;
    private volatile @Nullable TopicPartition position;
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;
    private volatile boolean refused;

    // For the task's thread alone.
    private @Nullable ReplyOffset next;
    private boolean reading;

    /**
     * Reads with a consumer of its own.
     *
     * @param consumers creates a consumer; called again after each failure
     * @param singleRecordConsumers creates a consumer that finds the end of what the first one cannot decode
     * @param topic the reply topic
     * @param partition the partition to read; if empty, the reader chooses one at random
     * @param delivery receives each record of the partition
     */
    ReplyReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singleRecordConsumers,
            String topic,
            Optional<Integer> partition,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> delivery) {
        this.consumers = consumers;
        this.singleRecordConsumers = singleRecordConsumers;
        this.partition = new ReplyPartition(topic, partition);
        this.topic = topic;
        this.delivery = delivery;
    }

    String topic() {
        return topic;
    }

    /** The partition where the reader expects replies, once its position in the partition is fixed. */
    Optional<TopicPartition> position() {
        return Optional.ofNullable(position);
    }

    /** Whether Kafka refused the reader when it last ran. */
    boolean isRefused() {
        return refused;
    }

    /** Says what Kafka tells of the reply topic now; empty if the topic does not exist. May be called by any thread. */
    void replyTopicIs(Optional<ObservedTopic> now) {
        observed = now.orElse(null);
    }

    /** Whether the partition that is read, or else one that may be chosen, has a leader. */
    boolean canRead(ObservedTopic now) {
        return partition.isAvailable(now, position().map(TopicPartition::partition));
    }

    @Override
    public Duration run() {
        try {
            Duration delay = readOn();
            refused = false;
            return delay;
        } catch (Throwable failure) {
            refused = KafkaAuthorizationErrors.isIn(failure);
            throw failure;
        }
    }

    private Duration readOn() {
        ObservedTopic now = observed;
        leaveIfGone(now);
        if (now == null) {
            return TOPIC_MISSING_DELAY;
        }
        Connection connected = connected();
        // cancel() sets the flag before it looks for the connection, so one of the two threads sees what the other did.
        if (cancelled) {
            return Duration.ZERO;
        }
        boolean connecting = !reading;
        if (connecting) {
            fixPosition(connected, now);
        }
        ReplyOffset current = Objects.requireNonNull(next);
        // In the same run: only a poll shows whether the client may read, and a run that succeeds ends an outage.
        connected.reader().poll(POLL_TIMEOUT);
        if (connecting) {
            reading = true;
            LOG.atInfo()
                    .addKeyValue(LogKeys.TOPIC, topic)
                    .addKeyValue(LogKeys.PARTITION, current.partition())
                    .addKeyValue(LogKeys.OFFSET, current.offset())
                    .log("Replies are being read");
        }
        return Duration.ZERO;
    }

    /** Announces no position any more once the topic is gone, was created again, or has lost the partition. */
    private void leaveIfGone(@Nullable ObservedTopic now) {
        ReplyOffset read = next;
        if (position == null || read == null || now != null && read.isIn(now)) {
            return;
        }
        position = null;
        release();
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, topic)
                .addKeyValue(LogKeys.PARTITION, read.partition())
                .log("The reply topic was deleted: requests are declined until a partition of a new one is read");
    }

    private Connection connected() {
        Connection connected = connection;
        if (connected == null) {
            Consumer<byte[], byte[]> consumer = consumers.get();
            connected = new Connection(consumer, new SkippingReader(consumer, singleRecordConsumers, new Replies()));
            connection = connected;
        }
        return connected;
    }

    /** Fixes the position and announces it. */
    private void fixPosition(Connection connected, ObservedTopic now) {
        ReplyOffset known = next;
        int chosen = partition.choose(now, Optional.ofNullable(known).map(ReplyOffset::partition));
        TopicPartition read = new TopicPartition(topic, chosen);
        Consumer<byte[], byte[]> consumer = connected.consumer();
        consumer.assign(List.of(read));
        if (known == null || known.partition() != chosen) {
            consumer.seekToEnd(List.of(read));
            // The consumer seeks lazily: only asking for the position fixes it.
            known = new ReplyOffset(now.id(), chosen, consumer.position(read));
        } else {
            // What is in a new topic was written after the old one was lost.
            known = known.topicId().equals(now.id()) ? known : new ReplyOffset(now.id(), chosen, 0);
            consumer.seek(read, known.offset());
        }
        connected.reader().assigned(List.of(read));
        next = known;
        position = read;
    }

    @Override
    public void cancel() {
        cancelled = true;
        Connection connected = connection;
        if (connected != null) {
            connected.reader().wakeUp();
        }
    }

    @Override
    public void release() {
        Connection connected = connection;
        connection = null;
        reading = false;
        if (connected != null) {
            try (SkippingReader closedLast = connected.reader()) {
                connected.consumer().close();
            }
        }
    }

    /** Delivers what is read. */
    private final class Replies implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> reply) {
            // Before the delivery: a record that cannot be delivered must not be read again and again.
            next = Objects.requireNonNull(next).at(reply.offset() + 1);
            delivery.accept(reply);
        }

        @Override
        public void passOver(UndecodableRecords records) {
            next = Objects.requireNonNull(next).at(records.nextOffset());
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, topic)
                    .addKeyValue(LogKeys.PARTITION, records.partition().partition())
                    .addKeyValue(LogKeys.OFFSET, records.firstOffset())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(records.cause()))
                    .log("Replies cannot be decoded and are passed over");
        }
    }

    /** @param reader reads with the consumer */
    private record Connection(Consumer<byte[], byte[]> consumer, SkippingReader reader) {}
}
