package org.sessiontoken.broker.reply;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events, each until Kafka has it: an outcome that is not on the topic has no audit record.
 *
 * <p>What Kafka refuses is tried again every second until the publisher is closed; a record that is given up then is
 * written when its request is delivered again. Safe for all threads.
 */
public final class EventPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final long RETRY_MS = 1_000;
    private static final Duration GIVE_UP = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "publish-again");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    EventPublisher(Map<String, Object> connection) {
        this.kafka = SocketBuffers.ofTheSystem(connection);
        kafka.putAll(DurableWrites.SETTINGS);
        kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // Sending waits only for the first sight of a topic, and for room when Kafka is slow, which holds back intake.
        kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        kafka.put("reconnect.backoff.max.ms", 1_000);
    }

    /**
     * How many partitions the reply topic has. Waits at most a second, the first time; known from then on.
     *
     * @throws KafkaException if Kafka has not told yet
     */
    public int replyPartitions() {
        return connected().partitionsFor(Topics.REPLIES).size();
    }

    /** Completes when Kafka has the record, on all replicas that are in sync. */
    public CompletionStage<Void> publish(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> published = new CompletableFuture<>();
        send(record, published);
        return published;
    }

    private void send(ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> published) {
        try {
            connected().send(record, (metadata, failure) -> {
                if (failure == null) {
                    published.complete(null);
                } else {
                    sendAgain(record, published, failure);
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            sendAgain(record, published, failure);
        }
    }

    private void sendAgain(
            ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> published, Exception failure) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("cause", failure.getClass().getSimpleName())
                .log("An event was not taken by Kafka, trying again");
        try {
            retries.schedule(() -> send(record, published), RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            published.completeExceptionally(failure);
        }
    }

    /** Made when first needed: a producer cannot even be made while Kafka's host name does not resolve. */
    private synchronized KafkaProducer<byte[], byte[]> connected() {
        KafkaProducer<byte[], byte[]> made = producer;
        if (made == null) {
            made = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        retries.shutdownNow();
        if (producer != null) {
            producer.close(GIVE_UP);
        }
    }
}
