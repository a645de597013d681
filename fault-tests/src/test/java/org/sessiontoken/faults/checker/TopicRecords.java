package org.sessiontoken.faults.checker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was read of the topics, by a plain JSON parser: none of the product's code takes part. */
final class TopicRecords {

    private static final String REQUESTS = "ags.session-token.requests";
    private static final String DEAD_LETTERS = "ags.session-token.dead-letters";
    private static final String REPLIES = "ags.session-token.replies.";
    private static final String SIGNED_ON = "org.sessiontoken.signed-on.v1";
    private static final JsonMapper JSON = new JsonMapper();

    private final List<RequestRecord> requests = new ArrayList<>();
    private final List<ReplyRecord> replies = new ArrayList<>();
    private final List<DeadLetterRecord> deadLetters = new ArrayList<>();

    /** Whether a topic of this name is read. */
    static boolean include(String topic) {
        return topic.equals(REQUESTS) || topic.equals(DEAD_LETTERS) || topic.startsWith(REPLIES);
    }

    /** All that was taken until now. */
    TopicContents contents() {
        return new TopicContents(List.copyOf(requests), List.copyOf(replies), List.copyOf(deadLetters));
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(REQUESTS)) {
            requests.add(request(record));
        } else if (record.topic().equals(DEAD_LETTERS)) {
            deadLetters.add(deadLetter(json(record)));
        } else if (!isReplyToSignOn(record)) {
            replies.add(reply(record, json(record)));
        }
    }

    /** On the reply topics, too, and another checker's. */
    private static boolean isReplyToSignOn(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type != null && new String(type.value(), StandardCharsets.UTF_8).equals(SIGNED_ON);
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
}
