package org.sessiontoken.answering.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.answering.LogLines;
import org.sessiontoken.event.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RequestIdsTest {

    private static final Logger LOG = LoggerFactory.getLogger(RequestIdsTest.class);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final LogLines log = LogLines.of(RequestIdsTest.class.getName());

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void areThoseOfTheRecord() {
        log("flow-1", "00-" + TRACE + "-00f067aa0ba902b7-01");

        assertThat(log.text()).contains("correlationId=\"flow-1\"", "traceId=\"" + TRACE + "\"");
    }

    @Test
    void areLeftOutWhereTheRecordHasNone() {
        log(null, null);

        assertThat(log.text()).contains("A line").doesNotContain("correlationId", "traceId");
    }

    @Test
    void areLeftOutWhereTheyAreSomethingElse() {
        log("no ID: \n a line of its own", "00-canary");
        log("x".repeat(10_000), "x".repeat(10_000));

        assertThat(log.text()).contains("A line").doesNotContain("correlationId", "traceId", "canary", "xxx");
    }

    private static void log(@Nullable String key, @Nullable String traceparent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.REQUESTS, 0, 0, key == null ? null : bytes(key), new byte[0]);
        if (traceparent != null) {
            record.headers().add("traceparent", bytes(traceparent));
        }
        RequestIds.of(record.key(), record.headers()).addTo(LOG.atInfo()).log("A line");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
