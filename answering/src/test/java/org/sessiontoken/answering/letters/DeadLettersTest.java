package org.sessiontoken.answering.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.answering.LogLines;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;

/** What differs from service to service. The broker's tests have what its records become. */
class DeadLettersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final SealingKey KEY = new SealingKey(
            new RequestorName("dead-letters"), new NamedKey("key", "A256GCMKW", Secret.ofBytes(new byte[32])));

    private final ConsumerRecord<byte[], byte[]> record = record();
    private final LogLines log = LogLines.of("org.sessiontoken.answering");
    private final DeadLetters letters =
            new DeadLetters("program", new ByHeader(), () -> KEY, new SimpleMeterRegistry());

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void callTheServiceByItsName() {
        assertThat(written(letters.forBug(record, new IllegalStateException("canary"), NOW))
                        .detail())
                .startsWith("a bug of the program: java.lang.IllegalStateException")
                .doesNotContain("canary");
        assertThat(written(letters.forUnknownRequestor(record, NOW)).detail())
                .isEqualTo("requestor must name one of those that the program has keys for: it has a reply topic for no"
                        + " other");
    }

    @Test
    void nameTheRequestAsTheServiceReadsIt() {
        DeadLettered letter = written(letters.forBug(record, new IllegalStateException(), NOW));

        assertThat(letter.correlationId()).isEqualTo(new CorrelationId("flow-1"));
        assertThat(letter.requestId()).isEqualTo(new RequestId("request-1"));
        assertThat(log.text()).contains("correlationId=\"flow-1\"").doesNotContain("no-correlation-id");
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("a-topic", 2, 17, bytes("no-correlation-id"), bytes("value"));
        record.headers().add("flow", bytes("flow-1"));
        return record;
    }

    private static DeadLettered written(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> written = letter.forms().get(0).get();
        ConsumerRecord<byte[], byte[]> read =
                new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
        written.headers().forEach(read.headers()::add);
        return DeadLetterCodec.read(read);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As of a service whose records have another key. */
    private static final class ByHeader implements RecordReading {

        @Override
        public RequestIds ids(ConsumerRecord<byte[], byte[]> record) {
            return RequestIds.of(bytes(flow(record)), record.headers());
        }

        @Override
        public PartialRequest parts(ConsumerRecord<byte[], byte[]> record) {
            return new PartialRequest(
                    Optional.of(new RequestId("request-1")),
                    Optional.of(new CorrelationId(flow(record))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ReturnAddress.NONE,
                    Optional.empty());
        }

        private static String flow(ConsumerRecord<byte[], byte[]> record) {
            return new String(record.headers().lastHeader("flow").value(), StandardCharsets.UTF_8);
        }
    }
}
