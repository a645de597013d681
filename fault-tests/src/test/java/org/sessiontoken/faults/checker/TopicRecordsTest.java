package org.sessiontoken.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TopicRecordsTest {

    private static final String TIMINGS =
            "\"timings\":{\"receivedAt\":\"2026-03-01T12:00:00Z\",\"repliedAt\":\"2026-03-01T12:00:00Z\"}";

    private final TopicRecords records = new TopicRecords();

    @Test
    void areRepliesOfOneTypeAloneSinceThoseToSignOnsAreOnTheSameTopics() {
        records.take(reply("org.sessiontoken.signed-on.v1", "signed-on"));
        records.take(reply("org.sessiontoken.replied.v1", "issued"));

        assertThat(records.contents().replies())
                .extracting(ReplyRecord::outcome)
                .containsExactly("issued");
    }

    private static ConsumerRecord<byte[], byte[]> reply(String type, String outcome) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "ags.session-token.replies.http-adapter",
                0,
                0,
                bytes("flow-1"),
                bytes("{\"requestId\":\"request-1\",\"outcome\":\"" + outcome + "\"," + TIMINGS + "}"));
        record.headers().add("ce_type", bytes(type));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
