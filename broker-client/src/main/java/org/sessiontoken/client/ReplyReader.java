package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of the reply topic on a thread of its own, by {@code assign}: with no group there is no rebalance,
 * and no reply is lost to one.
 *
 * <pre>
 * connecting --position fixed--> reading --Kafka failed--> connecting (the position is kept)
 *      \______________________________\______close()______> closed
 * </pre>
 *
 * <p>Who asks after {@link #position()} is there gets every reply: the position was fixed before. After a failure reading
 * goes on where it stopped.
 */
final class ReplyReader implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long RETRY_MS = 250;

    private final KafkaProperties kafka;
    private final Optional<Integer> configuredPartition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> replies;
    private final Thread thread;
    private final Object monitor = new Object();

    private volatile @Nullable TopicPartition position;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private long nextOffset = -1;
    private boolean failureLogged;

    ReplyReader(
            KafkaProperties kafka,
            Optional<Integer> partition,
            Consumer<ConsumerRecord<byte[], byte[]>> replies,
            String threadName) {
        this.kafka = kafka;
        this.configuredPartition = partition;
        this.replies = replies;
        this.thread = new Thread(this, threadName);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The partition where replies are read, once its position is fixed. */
    Optional<TopicPartition> position() {
        return Optional.ofNullable(position);
    }

    @Override
    public void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> connected =
                    new KafkaConsumer<>(kafka.forReplies(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = connected;
                // Closing looks for the consumer after it has said that it closes: one of the two sees the other.
                if (!closed) {
                    read(connected);
                }
            } catch (WakeupException | InterruptException closing) {
                closed = true;
            } catch (RuntimeException failure) {
                // Not only Kafka's own: whatever happens, replies go on being read, after the one that failed.
                logOnce(failure);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> connected) {
        TopicPartition partition = fixPosition(connected);
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> reply : connected.poll(POLL)) {
                nextOffset = reply.offset() + 1;
                replies.accept(reply);
            }
            position = partition;
        }
    }

    private TopicPartition fixPosition(KafkaConsumer<byte[], byte[]> connected) {
        TopicPartition partition = new TopicPartition(Topics.REPLIES, choosePartition(connected));
        connected.assign(List.of(partition));
        if (nextOffset < 0) {
            connected.seekToEnd(List.of(partition));
            // Seeking is lazy: asking for the position is what fixes it.
            nextOffset = connected.position(partition);
        } else {
            connected.seek(partition, nextOffset);
        }
        failureLogged = false;
        LOG.atInfo()
                .addKeyValue("partition", partition.toString())
                .addKeyValue("offset", nextOffset)
                .log("Reading replies");
        position = partition;
        return partition;
    }

    private int choosePartition(KafkaConsumer<byte[], byte[]> connected) {
        TopicPartition before = position;
        if (before != null) {
            return before.partition();
        }
        int partitions = awaitTopic(connected).size();
        int chosen =
                configuredPartition.orElseGet(() -> ThreadLocalRandom.current().nextInt(partitions));
        if (chosen < 0 || chosen >= partitions) {
            throw new KafkaException("reply partition must be from 0 to " + (partitions - 1) + ", the partitions of "
                    + Topics.REPLIES + ", and it is " + chosen);
        }
        return chosen;
    }

    private List<PartitionInfo> awaitTopic(KafkaConsumer<byte[], byte[]> connected) {
        List<PartitionInfo> partitions = connected.partitionsFor(Topics.REPLIES);
        while (partitions.isEmpty()) {
            pause();
            if (closed) {
                throw new WakeupException();
            }
            partitions = connected.partitionsFor(Topics.REPLIES);
        }
        return partitions;
    }

    /** Once for each outage, since it is tried again four times a second. */
    private void logOnce(RuntimeException failure) {
        if (!failureLogged) {
            failureLogged = true;
            LOG.atWarn()
                    .addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("Replies cannot be read, trying again: {}", failure.getMessage());
        }
    }

    private void pause() {
        synchronized (monitor) {
            if (!closed) {
                try {
                    monitor.wait(RETRY_MS);
                } catch (InterruptedException interrupted) {
                    closed = true;
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
        KafkaConsumer<byte[], byte[]> connected = consumer;
        if (connected != null) {
            connected.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
