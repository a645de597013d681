package org.sessiontoken.faults.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.faults.checker.Call;
import org.sessiontoken.faults.checker.Call.By;
import org.sessiontoken.faults.checker.Call.Ending;
import org.sessiontoken.faults.processes.AuthServices;
import org.sessiontoken.faults.processes.Deployment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An internal system that asks over Kafka, written with nothing but Kafka's clients and a JOSE library. */
public final class KafkaCaller implements AutoCloseable {

    private static final String REQUESTS = "ags.session-token.requests";
    private static final TopicPartition REPLIES = new TopicPartition("ags.session-token.replies.direct", 1);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final String prefix;
    private final String parameters;
    private final Sealing sealing;
    private final History history;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread reader;
    private final Pacer pacer;
    private volatile boolean closed;

    /**
     * Begins to call.
     *
     * @param prefix begins all correlation IDs
     * @param random decides which auth services are asked
     */
    public KafkaCaller(Deployment deployment, String prefix, int perSecond, Random random, History history) {
        this.prefix = prefix;
        this.history = history;
        this.sealing = new Sealing(deployment.keys().direct());
        this.parameters = "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\""
                + deployment.keys().operatorToken() + "\"}]}";
        Map<String, Object> connection =
                Map.of("bootstrap.servers", deployment.bootstrapServers(), "reconnect.backoff.max.ms", 1_000);
        this.producer = new KafkaProducer<>(
                with(
                        connection,
                        Map.of(
                                "acks",
                                "all",
                                "linger.ms",
                                0,
                                "delivery.timeout.ms",
                                10_000,
                                "request.timeout.ms",
                                9_000,
                                "max.block.ms",
                                500)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                with(connection, Map.of("auto.offset.reset", "earliest", "enable.auto.commit", false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(REPLIES));
        consumer.seekToEnd(List.of(REPLIES));
        consumer.position(REPLIES);
        this.reader = new Thread(() -> read(consumer), "kafka-caller");
        reader.setDaemon(true);
        reader.start();
        this.pacer = new Pacer("kafka-callers", perSecond, random, this::call);
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private void call(int number, AuthServices service) {
        Open call = new Open(prefix + number, UUID.randomUUID().toString(), service);
        history.begun();
        open.put(call.requestId, call);
        try {
            producer.send(record(call), (metadata, failure) -> {
                if (failure == null) {
                    call.acknowledged = true;
                } else {
                    end(call, Ending.UNKNOWN, failure.getClass().getSimpleName(), null);
                }
            });
        } catch (KafkaException notSent) {
            end(call, Ending.UNKNOWN, notSent.getClass().getSimpleName(), null);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Open call) {
        Map<String, Object> value = Map.of(
                "requestId", call.requestId,
                "tenantId", Deployment.TENANT,
                "authServiceId", call.service.id(),
                "parameterNames", List.of("OperatorAuthToken"),
                "credentials", sealing.seal(parameters, call.requestId, call.service.id()),
                "requestedAt", call.sentAt.toString(),
                "expiresAt", call.sentAt.plus(DEADLINE).toString(),
                "requestor", "direct");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                REQUESTS, call.correlationId.getBytes(StandardCharsets.UTF_8), JSON.writeValueAsBytes(value));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_type", "org.sessiontoken.requested.v1",
                        "ce_id", call.requestId,
                        "ce_source", "/requestors/direct",
                        "ce_correlationid", call.correlationId,
                        "content-type", "application/json",
                        "kafka_correlationId", call.requestId)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        record.headers()
                .add(
                        "kafka_replyPartition",
                        ByteBuffer.allocate(4).putInt(REPLIES.partition()).array());
        return record;
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
                Instant now = Instant.now();
                open.values().stream()
                        .filter(call -> now.isAfter(call.sentAt.plus(DEADLINE)))
                        .forEach(call -> end(call, Ending.UNKNOWN, "no-reply", null));
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        JsonNode reply = JSON.readTree(record.value());
        String requestId = reply.path("requestId").asString();
        Open call = open.get(requestId);
        if (call == null) {
            return;
        }
        String outcome = reply.path("outcome").asString();
        switch (outcome) {
            case "issued" ->
                end(
                        call,
                        Ending.OK,
                        outcome,
                        Hashes.of(sealing.open(reply.path("sessionToken").asString(), requestId)));
            case "invalid", "unauthorised", "forbidden" -> end(call, Ending.ANSWERED, outcome, null);
            case "unavailable", "throttled" -> end(call, Ending.REFUSED, outcome, null);
            default -> end(call, Ending.UNKNOWN, outcome, null);
        }
    }

    private void end(Open call, Ending ending, String code, @Nullable String tokenHash) {
        if (open.remove(call.requestId, call)) {
            history.ended(new Call(
                    call.correlationId,
                    By.KAFKA,
                    REQUESTS,
                    call.service.id(),
                    call.sentAt,
                    Duration.ofNanos(System.nanoTime() - call.nanos),
                    DEADLINE,
                    ending,
                    code,
                    tokenHash,
                    call.acknowledged));
        }
    }

    /** A call that has not ended. */
    private static final class Open {
        private final String correlationId;
        private final String requestId;
        private final AuthServices service;
        private final Instant sentAt = Instant.now();
        private final long nanos = System.nanoTime();
        private volatile boolean acknowledged;

        Open(String correlationId, String requestId, AuthServices service) {
            this.correlationId = correlationId;
            this.requestId = requestId;
            this.service = service;
        }
    }

    /** Makes no further calls; those that are open end as they may. */
    public void stopCalling() {
        pacer.close();
    }

    @Override
    public void close() {
        pacer.close();
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        producer.close(Duration.ZERO);
    }
}
