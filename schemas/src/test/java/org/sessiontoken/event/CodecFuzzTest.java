package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is on the topics: reading it gives an event or the declared exception. */
class CodecFuzzTest {

    private static final int TIMES = 2_000;
    private static final String[] FRAGMENTS = {
        "null",
        "{}",
        "[]",
        "\"\"",
        "1e999",
        "-0",
        "\\ud800",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\0",
        "\ufeff",
        "true",
        "9999999999999999999999999999999999",
        "\"parameters\":1,",
        "\"timings\":",
        "2026-13-45T99:99:99Z"
    };

    private final Random random = new Random(20260301);
    private int events;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ContractDocuments.REQUESTED,
                ContractDocuments.REPLIED,
                ContractDocuments.DESCRIBED,
                ContractDocuments.DEAD_LETTERED,
                ContractDocuments.BREAKER_CHANGED,
                ContractDocuments.FAILURES_COUNTED,
                ContractDocuments.SIGN_ON_REQUESTED,
                ContractDocuments.SIGN_ON_REPLIED
            })
    void ofMutatedValues(String schema) {
        String valid = ContractDocuments.schema(schema).at("/examples/0").toString();
        for (int i = 0; i < TIMES; i++) {
            byte[] value = mutated(valid);
            read(
                    schema,
                    SampleEvents.record(
                            schema, SampleEvents.REQUEST.value(), new String(value, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void ofRandomBytes() {
        ProducerRecord<byte[], byte[]> valid = RequestCodec.write(SampleEvents.request());
        for (int i = 0; i < TIMES; i++) {
            read(
                    ContractDocuments.REQUESTED,
                    SampleEvents.record("t", valid.key(), bytes(random.nextInt(80)), valid.headers()));
        }
        assertThat(events).isZero();
    }

    @Test
    void ofRandomKeysAndHeaders() {
        readWithRandomKeysAndHeaders(ContractDocuments.REQUESTED, RequestCodec.write(SampleEvents.request()));
    }

    @Test
    void ofRandomKeysAndHeadersOfASignOn() {
        readWithRandomKeysAndHeaders(ContractDocuments.SIGN_ON_REQUESTED, SignOnCodec.write(SampleEvents.signOn()));
    }

    private void readWithRandomKeysAndHeaders(String schema, ProducerRecord<byte[], byte[]> valid) {
        for (int i = 0; i < TIMES; i++) {
            Headers headers = new RecordHeaders();
            for (Header header : valid.headers()) {
                switch (random.nextInt(20)) {
                    case 0 -> headers.add(header.key(), bytes(random.nextInt(6)));
                    case 1 -> headers.add(header.key(), null);
                    case 2 -> headers.add(header.key().toUpperCase(Locale.ROOT), header.value());
                    default -> headers.add(header);
                }
            }
            byte[] key = random.nextInt(4) == 0 ? bytes(random.nextInt(6)) : valid.key();
            read(schema, SampleEvents.record("t", key, valid.value(), headers));
        }
        assertThat(events).isPositive();
    }

    @Test
    void ofStructuredModeWithMutatedAttributes() {
        String data = new String(RequestCodec.write(SampleEvents.request()).value(), StandardCharsets.UTF_8);
        String valid = "{\"specversion\":\"1.0\",\"type\":\"" + RequestCodec.TYPE + "\",\"id\":\""
                + SampleEvents.REQUEST + "\",\"data\":" + data + "}";
        Headers headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        byte[] key = "flow-1".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < TIMES; i++) {
            read(ContractDocuments.REQUESTED, SampleEvents.record("t", key, mutated(valid), headers));
        }
    }

    private void read(String schema, ConsumerRecord<byte[], byte[]> record) {
        try {
            assertThat(SampleEvents.read(schema, record)).isNotNull();
            events++;
        } catch (UnreadableEventException unreadable) {
            assertThat(unreadable).hasNoCause();
            assertThat(unreadable.getMessage()).doesNotContain("Exception");
        }
    }

    /** A text with pieces put in, cut out, and written over. */
    private byte[] mutated(String valid) {
        StringBuilder text = new StringBuilder(valid);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
                case 1 -> text.delete(at, end);
                default -> text.replace(at, end, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
