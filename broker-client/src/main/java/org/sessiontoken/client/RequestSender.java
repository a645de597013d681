package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes requests. Sending never blocks: it fails at once if the sender is not connected, or if no buffer memory is left.
 * Safe for all threads.
 */
final class RequestSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Object creation = new Object();
    private final AtomicBoolean refusalLogged = new AtomicBoolean();
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Uuid topicId;
    private boolean closed;

    RequestSender(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Connects, one step with each call. A producer cannot even be created while Kafka's host name cannot be resolved, and
     * cannot send before it knows the partitions of the topic. One that knows a topic which was deleted is replaced: it
     * would send to partitions that the new topic may not have.
     *
     * @param topic the request topic
     * @return whether requests can be sent
     * @throws KafkaException if the producer cannot be created, or Kafka refuses it
     */
    boolean connect(ObservedTopic topic) {
        Producer<byte[], byte[]> created = createdFor(topic.id());
        if (created == null) {
            return false;
        }
        try {
            return !created.partitionsFor(Topics.REQUESTS).isEmpty();
        } catch (TimeoutException notKnownYet) {
            // The producer is told not to block, so it always fails until it knows the topic.
            if (notKnownYet.getCause() instanceof TopicAuthorizationException) {
                throw new TopicAuthorizationException(
                        "the client lacks the rights DESCRIBE and WRITE on the topic " + Topics.REQUESTS,
                        Set.of(Topics.REQUESTS));
            }
            return false;
        }
    }

    private @Nullable Producer<byte[], byte[]> createdFor(Uuid topic) {
        synchronized (creation) {
            Producer<byte[], byte[]> last = producer;
            if (closed || last != null && topic.equals(topicId)) {
                return closed ? null : last;
            }
            if (last != null) {
                producer = null;
                last.close(Duration.ZERO);
            }
            producer = producers.get();
            topicId = topic;
            return producer;
        }
    }

    /** The partitions with a leader, or all if none has one; empty if the sender is not connected. */
    List<Integer> partitions() {
        Producer<byte[], byte[]> connected = producer;
        if (connected == null) {
            return List.of();
        }
        List<PartitionInfo> all;
        try {
            all = connected.partitionsFor(Topics.REQUESTS);
        } catch (Throwable unknown) {
            // Sending fails, too, and says why.
            return List.of();
        }
        List<Integer> available = all.stream()
                .filter(partition -> partition.leader() != null)
                .map(PartitionInfo::partition)
                .toList();
        return available.isEmpty() ? all.stream().map(PartitionInfo::partition).toList() : available;
    }

    /**
     * Sends a request. Success or failure is reported at once on this thread, or later on the producer's.
     *
     * @param acknowledged is told that Kafka has the request
     */
    void send(ProducerRecord<byte[], byte[]> request, Runnable acknowledged, Consumer<ClientReason> failed) {
        Producer<byte[], byte[]> connected = producer;
        if (connected == null) {
            failed.accept(ClientReason.KAFKA_UNREACHABLE);
            return;
        }
        try {
            connected.send(request, (metadata, failure) -> {
                if (failure == null) {
                    refusalLogged.set(false);
                    acknowledged.run();
                } else {
                    failed.accept(reasonOf(failure));
                }
            });
        } catch (Throwable failure) {
            // Also what a closed producer throws, or an error in one of the producer's plug-ins.
            failed.accept(reasonOf(failure));
        }
    }

    private ClientReason reasonOf(Throwable failure) {
        if (!KafkaAuthorizationErrors.isIn(failure)) {
            return ClientReason.KAFKA_UNREACHABLE;
        }
        // Once for an outage, since every request fails.
        if (refusalLogged.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, Topics.REQUESTS)
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                    .log("Kafka refuses requests: the client must have the right WRITE on the topic");
        }
        return ClientReason.NOT_AUTHORISED;
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> connected;
        synchronized (creation) {
            closed = true;
            connected = producer;
        }
        if (connected != null) {
            connected.close();
        }
    }
}
