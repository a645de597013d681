package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.kafka.topics.ObservedTopic;
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
    private final String topic;
    private final Optional<Integer> configuredPartition;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> delivery;

    private volatile @Nullable ObservedTopic observed;
    private volatile @Nullable TopicPartition position;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean cancelled;
    private volatile boolean refused;

    // For the task's thread alone.
    private @Nullable ReplyOffset next;
    private boolean reading;

    /**
     * Reads with a consumer of its own.
     *
     * @param consumers creates a consumer; called again after each failure
     * @param topic the reply topic
     * @param partition the partition to read; if empty, the reader chooses one at random
     * @param delivery receives each record of the partition
     */
    ReplyReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            Optional<Integer> partition,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> delivery) {
        this.consumers = consumers;
        this.topic = topic;
        this.configuredPartition = partition;
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
        return position()
                .map(TopicPartition::partition)
                .or(() -> configuredPartition)
                .map(now.available()::contains)
                .orElse(!now.available().isEmpty());
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
        Consumer<byte[], byte[]> connected = connected();
        // cancel() sets the flag before it looks for the consumer, so one of the two threads sees what the other did.
        if (cancelled) {
            return Duration.ZERO;
        }
        boolean connecting = !reading;
        ReplyOffset current = connecting ? fixPosition(connected, now) : Objects.requireNonNull(next);
        // In the same run: only a poll shows whether the client may read, and a run that succeeds ends an outage.
        for (ConsumerRecord<byte[], byte[]> reply : connected.poll(POLL_TIMEOUT)) {
            // Before the delivery: a record that cannot be delivered must not be read again and again.
            next = current.at(reply.offset() + 1);
            delivery.accept(reply);
        }
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

    private Consumer<byte[], byte[]> connected() {
        Consumer<byte[], byte[]> connected = consumer;
        if (connected == null) {
            connected = consumers.get();
            consumer = connected;
        }
        return connected;
    }

    /** Fixes the position and announces it. */
    private ReplyOffset fixPosition(Consumer<byte[], byte[]> connected, ObservedTopic now) {
        int chosen = choosePartition(now);
        TopicPartition partition = new TopicPartition(topic, chosen);
        connected.assign(List.of(partition));
        ReplyOffset known = next;
        if (known == null || known.partition() != chosen) {
            connected.seekToEnd(List.of(partition));
            // The consumer seeks lazily: only asking for the position fixes it.
            known = new ReplyOffset(now.id(), chosen, connected.position(partition));
        } else {
            // What is in a new topic was written after the old one was lost.
            known = known.topicId().equals(now.id()) ? known : new ReplyOffset(now.id(), chosen, 0);
            connected.seek(partition, known.offset());
        }
        next = known;
        position = partition;
        return known;
    }

    private int choosePartition(ObservedTopic now) {
        int chosen = configuredPartition.orElseGet(() -> chooseFreely(now));
        if (chosen >= now.partitions()) {
            throw new InvalidPartitionsException("the reply partition must be from 0 to " + (now.partitions() - 1)
                    + ", which are the partitions of " + topic + ", and it is " + chosen);
        }
        return chosen;
    }

    /** The partition that was read before, as long as it exists: replies to requests in flight go there. */
    private int chooseFreely(ObservedTopic now) {
        ReplyOffset known = next;
        if (known != null && known.partition() < now.partitions()) {
            return known.partition();
        }
        List<Integer> available = List.copyOf(now.available());
        return available.isEmpty()
                ? 0
                : available.get(ThreadLocalRandom.current().nextInt(available.size()));
    }

    @Override
    public void cancel() {
        cancelled = true;
        Consumer<byte[], byte[]> connected = consumer;
        if (connected != null) {
            connected.wakeup();
        }
    }

    @Override
    public void release() {
        Consumer<byte[], byte[]> connected = consumer;
        consumer = null;
        reading = false;
        if (connected != null) {
            connected.close();
        }
    }

    /**
     * Where the next reply is read.
     *
     * @param topicId the topic in which the offset counts
     */
    private record ReplyOffset(Uuid topicId, int partition, long offset) {

        ReplyOffset at(long later) {
            return new ReplyOffset(topicId, partition, later);
        }

        boolean isIn(ObservedTopic now) {
            return topicId.equals(now.id()) && partition < now.partitions();
        }
    }
}
