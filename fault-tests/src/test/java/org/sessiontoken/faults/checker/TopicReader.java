package org.sessiontoken.faults.checker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the topics from where it began to their ends, with a plain consumer and a plain JSON parser: none of the product's
 * code takes part. It may be asked again, and then has read on.
 */
public final class TopicReader implements AutoCloseable {

    private static final String REQUESTS = "ags.session-token.requests";
    private static final String DEAD_LETTERS = "ags.session-token.dead-letters";
    private static final String REPLIES = "ags.session-token.replies.";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<RequestRecord> requests = new ArrayList<>();
    private final List<ReplyRecord> replies = new ArrayList<>();
    private final List<DeadLetterRecord> deadLetters = new ArrayList<>();

    /** Begins at the beginning of the topics. */
    public TopicReader(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "none",
                        "enable.auto.commit",
                        false,
                        "reconnect.backoff.max.ms",
                        500,
                        "default.api.timeout.ms",
                        (int) PATIENCE.toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** All that was written until now. */
    public TopicContents read() {
        readOn();
        return new TopicContents(List.copyOf(requests), List.copyOf(replies), List.copyOf(deadLetters));
    }

    private void readOn() {
        List<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        consumer.assign(partitions);
        partitions.forEach(partition ->
                consumer.seek(partition, positions.getOrDefault(partition, starts.getOrDefault(partition, 0L))));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(this::take);
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the topics cannot be read to their ends in " + PATIENCE);
            }
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.listTopics().forEach((topic, parts) -> {
            if (topic.equals(REQUESTS) || topic.equals(DEAD_LETTERS) || topic.startsWith(REPLIES)) {
                parts.forEach(part -> partitions.add(new TopicPartition(topic, part.partition())));
            }
        });
        return partitions;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(REQUESTS)) {
            requests.add(request(record));
        } else if (record.topic().equals(DEAD_LETTERS)) {
            deadLetters.add(deadLetter(json(record)));
        } else {
            replies.add(reply(record, json(record)));
        }
    }

    private static RequestRecord request(ConsumerRecord<byte[], byte[]> record) {
        JsonNode value;
        try {
            value = json(record);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            value = JSON.createObjectNode();
        }
        return new RequestRecord(
                record.partition(),
                record.offset(),
                key(record),
                value.path("requestId").asString(record.topic() + "-" + record.partition() + "-" + record.offset()),
                value.path("authServiceId").asString(""),
                value.path("attempt").asInt(1),
                value.has("expiresAt") ? instant(value, "expiresAt") : Instant.MAX);
    }

    private static ReplyRecord reply(ConsumerRecord<byte[], byte[]> record, JsonNode value) {
        JsonNode timings = value.path("timings");
        return new ReplyRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                key(record),
                value.path("requestId").asString(),
                value.path("outcome").asString(),
                value.path("reason").asString(),
                text(value, "tokenHash"),
                instant(timings, "receivedAt"),
                instant(timings, "repliedAt"),
                value.path("instance").asString());
    }

    private static DeadLetterRecord deadLetter(JsonNode value) {
        long offset = value.path("offset").asLong();
        return new DeadLetterRecord(
                value.path("partition").asInt(),
                offset,
                value.path("lastOffset").asLong(offset),
                value.path("reason").asString());
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        return JSON.readTree(record.value());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    private static @Nullable String text(JsonNode value, String member) {
        return value.has(member) ? value.get(member).asString() : null;
    }

    private static Instant instant(JsonNode value, String member) {
        return OffsetDateTime.parse(value.path(member).asString()).toInstant();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
