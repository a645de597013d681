package org.sessiontoken.client;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;

/**
 * Writes requests. Sending never waits: before the sender is connected, and without room in the buffer, it fails at once.
 */
final class RequestSender implements AutoCloseable {

    private final KafkaProperties kafka;
    private volatile @Nullable KafkaProducer<byte[], byte[]> producer;

    RequestSender(KafkaProperties kafka) {
        this.kafka = kafka;
    }

    /**
     * Connects, a step at each call and from one thread: a producer cannot even be made while Kafka's host name does not
     * resolve, and cannot send before Kafka has told where the topic's partitions are.
     *
     * @return whether requests can be sent
     */
    boolean connect() {
        try {
            KafkaProducer<byte[], byte[]> made = producer;
            if (made == null) {
                made = new KafkaProducer<>(kafka.forRequests(), new ByteArraySerializer(), new ByteArraySerializer());
                producer = made;
            }
            return !made.partitionsFor(Topics.REQUESTS).isEmpty();
        } catch (KafkaException notYet) {
            return false;
        }
    }

    /** Sends, and tells of a failure: at once on this thread, or later on the producer's. */
    void send(ProducerRecord<byte[], byte[]> request, Consumer<Exception> failed) {
        KafkaProducer<byte[], byte[]> connected = producer;
        if (connected == null) {
            failed.accept(new KafkaException("not connected"));
            return;
        }
        try {
            connected.send(request, (metadata, failure) -> {
                if (failure != null) {
                    failed.accept(failure);
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            failed.accept(failure);
        }
    }

    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> connected = producer;
        if (connected != null) {
            connected.close();
        }
    }
}
