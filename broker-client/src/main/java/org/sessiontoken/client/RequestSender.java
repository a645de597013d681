package org.sessiontoken.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Writes requests, and attempts to sign on. Sending never blocks: it fails at once if the sender is not connected, or if no buffer memory is left.
 * Safe for all threads.
 */
final class RequestSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Object creation = new Object();
    private final Set<String> refusalsLogged = ConcurrentHashMap.newKeySet();
    private final Map<String, Uuid> topicIds = new HashMap<>();
    private volatile @Nullable Producer<byte[], byte[]> producer;
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
        return connect(Topics.REQUESTS, topic);
    }

    /**
     * The same for attempts to sign on.
     *
     * @param topic their topic
     * @return whether attempts can be sent
     * @throws KafkaException if the producer cannot be created, or Kafka refuses it
     */
    boolean connectSignOns(ObservedTopic topic) {
        return connect(Topics.SIGN_ONS, topic);
    }

    private boolean connect(String name, ObservedTopic topic) {
        Producer<byte[], byte[]> created = createdFor(name, topic.id());
        if (created == null) {
            return false;
        }
        try {
            return !created.partitionsFor(name).isEmpty();
        } catch (TimeoutException notKnownYet) {
            // The producer is told not to block, so it always fails until it knows the topic.
            if (notKnownYet.getCause() instanceof TopicAuthorizationException) {
                throw new TopicAuthorizationException(
                        "the client lacks the rights DESCRIBE and WRITE on the topic " + name, Set.of(name));
            }
            return false;
        }
    }

    private @Nullable Producer<byte[], byte[]> createdFor(String name, Uuid topic) {
        synchronized (creation) {
            if (closed) {
                return null;
            }
            Producer<byte[], byte[]> last = producer;
            if (last == null || !topicIds.getOrDefault(name, topic).equals(topic)) {
                if (last != null) {
                    producer = null;
                    last.close(Duration.ZERO);
                }
                topicIds.clear();
                producer = producers.get();
            }
            topicIds.put(name, topic);
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
                    refusalsLogged.remove(request.topic());
                    acknowledged.run();
                } else {
                    failed.accept(reasonOf(failure, request.topic()));
                }
            });
        } catch (Throwable failure) {
            // Also what a closed producer throws, or an error in one of the producer's plug-ins.
            failed.accept(reasonOf(failure, request.topic()));
        }
    }

    private ClientReason reasonOf(Throwable failure, String topic) {
        if (!KafkaAuthorizationErrors.isIn(failure)) {
            return ClientReason.KAFKA_UNREACHABLE;
        }
        // Once for an outage, since every request fails.
        if (refusalsLogged.add(topic)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, topic)
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
