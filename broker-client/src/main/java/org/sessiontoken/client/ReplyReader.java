package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of the requestor's reply topic. The consumer is assigned its partition and is in no group, so there is no
 * rebalance that could lose a reply.
 *
 * <pre>
 * connecting --position fixed--> reading --run failed--> connecting (the position is kept)
 * </pre>
 *
 * <p>{@link #position()} is announced after the position is fixed, so whoever sends a request afterwards gets its reply.
 * After a failure the next consumer continues where the last one stopped.
 */
final class ReplyReader implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TOPIC_MISSING_DELAY = Duration.ofMillis(250);
    private static final long NONE = -1;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Optional<Integer> configuredPartition;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> delivery;

    private volatile @Nullable TopicPartition position;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean cancelled;
    private volatile boolean refused;

    // For the task's thread alone.
    private long nextOffset = NONE;
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

    /** The partition where the reader expects replies, once its position in the partition is fixed. */
    Optional<TopicPartition> position() {
        return Optional.ofNullable(position);
    }

    /** Whether Kafka refused the reader when it last ran. */
    boolean isRefused() {
        return refused;
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
        Consumer<byte[], byte[]> connected = connected();
        // cancel() sets the flag before it looks for the consumer, so one of the two threads sees what the other did.
        if (cancelled) {
            return Duration.ZERO;
        }
        boolean connecting = !reading;
        if (connecting && !fixPosition(connected)) {
            return TOPIC_MISSING_DELAY;
        }
        // In the same run: only a poll shows whether the client may read, and a run that succeeds ends an outage.
        for (ConsumerRecord<byte[], byte[]> reply : connected.poll(POLL_TIMEOUT)) {
            // Before the delivery: a record that cannot be delivered must not be read again and again.
            nextOffset = reply.offset() + 1;
            delivery.accept(reply);
        }
        if (connecting) {
            reading = true;
            LOG.atInfo()
                    .addKeyValue(LogKeys.TOPIC, topic)
                    .addKeyValue(
                            LogKeys.PARTITION,
                            connected.assignment().iterator().next().partition())
                    .addKeyValue(LogKeys.OFFSET, nextOffset)
                    .log("Replies are being read");
        }
        return Duration.ZERO;
    }

    private Consumer<byte[], byte[]> connected() {
        Consumer<byte[], byte[]> connected = consumer;
        if (connected == null) {
            connected = consumers.get();
            consumer = connected;
        }
        return connected;
    }

    /** Fixes the position and announces it; does nothing if the topic does not exist yet. */
    private boolean fixPosition(Consumer<byte[], byte[]> connected) {
        Optional<TopicPartition> chosen = position().or(() -> choosePartition(connected));
        if (chosen.isEmpty()) {
            return false;
        }
        TopicPartition partition = chosen.get();
        connected.assign(List.of(partition));
        if (nextOffset == NONE) {
            connected.seekToEnd(List.of(partition));
            // The consumer seeks lazily: only asking for the position fixes it.
            nextOffset = connected.position(partition);
        } else {
            connected.seek(partition, nextOffset);
        }
        position = partition;
        return true;
    }

    private Optional<TopicPartition> choosePartition(Consumer<byte[], byte[]> connected) {
        List<PartitionInfo> partitions = connected.partitionsFor(topic);
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        int chosen =
                configuredPartition.orElseGet(() -> ThreadLocalRandom.current().nextInt(partitions.size()));
        if (chosen >= partitions.size()) {
            throw new InvalidPartitionsException("the reply partition must be from 0 to " + (partitions.size() - 1)
                    + ", which are the partitions of " + topic + ", and it is " + chosen);
        }
        return Optional.of(new TopicPartition(topic, chosen));
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
}
