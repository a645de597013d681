package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.ReasonCode;

class SignOnCodecTest {

    @Test
    void readsWhatItWrites() {
        SignOnEvent event = SampleEvents.signOn();

        assertThat(SignOnCodec.read(SampleEvents.consumed(SignOnCodec.write(event))))
                .isEqualTo(event);
    }

    @Test
    void readsAnAttemptWhoseReplyNobodyAwaits() {
        SignOnEvent event = SampleEvents.signOn(ReturnAddress.NONE);

        assertThat(SignOnCodec.read(SampleEvents.consumed(SignOnCodec.write(event))))
                .isEqualTo(event);
    }

    @Test
    void keysAnAttemptByTheHashOfItsTokenAndLeavesThePartitionToTheKey() {
        ProducerRecord<byte[], byte[]> record = SignOnCodec.write(SampleEvents.signOn());

        assertThat(record.topic()).isEqualTo("ags.sign-ons");
        assertThat(record.partition()).isNull();
        assertThat(record.key())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0");
    }

    @Test
    void isFoundByTheReplyThatEchoesItsReturnAddress() {
        SignOnEvent attempt = SignOnCodec.read(SampleEvents.consumed(SignOnCodec.write(SampleEvents.signOn())));
        ProducerRecord<byte[], byte[]> reply = SignOnReplyCodec.write(
                new SignOnReplyEvent(
                        attempt.correlationId(),
                        SampleEvents.signedOn(),
                        attempt.returnAddress().correlationKey(),
                        attempt.trace()),
                attempt.returnAddress().partition());

        assertThat(reply.partition()).isEqualTo(3);
        assertThat(CorrelationKey.of(reply.headers())).contains(CorrelationKey.of(SampleEvents.REQUEST));
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @CsvSource({
            "ce_specversion, 0.3",
            "ce_type, org.sessiontoken.sign-on-requested.v2",
            "ce_type, org.sessiontoken.requested.v1",
            "ce_id, another-attempt",
            "ce_correlationid, two words",
            "kafka_replyPartition, 3"
        })
        void attributesOfAnotherEvent(String name, String value) {
            ConsumerRecord<byte[], byte[]> record = SampleEvents.consumed(SignOnCodec.write(SampleEvents.signOn()));
            record.headers().remove(name).add(name, bytes(value));

            assertRefused(record, "unreadable-headers");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ce_specversion", "ce_type", "ce_id", "ce_correlationid"})
        void aRecordWithoutAnAttribute(String name) {
            ConsumerRecord<byte[], byte[]> record = SampleEvents.consumed(SignOnCodec.write(SampleEvents.signOn()));
            record.headers().remove(name);

            assertRefused(record, "unreadable-headers");
        }

        @Test
        void aRecordWithoutAKey() {
            assertRefused(withKey(null), "unreadable-key");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "flow-1",
                    "abc3fj6sdehd529ng33dg",
                    "3C469E9D6C5875D37A43F353D4F88E61FCF812C66EEE3457465A40B0DA4153E0"
                })
        void aKeyThatIsNoHash(String key) {
            assertRefused(withKey(bytes(key)), "unreadable-key");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sessionToken", "repeatKey", "pin", "parameters"})
        void secretsInTheClear(String member) {
            String value = text().replaceFirst("\\{", "{\"" + member + "\": \"in the clear\",");

            assertRefused(withValue(value), "plain-parameters");
        }

        @Test
        void aRequestForASessionToken() {
            assertRefused(SampleEvents.consumed(RequestCodec.write(SampleEvents.request())), "unreadable-value");
        }

        @Test
        void aValueThatIsNoObject() {
            assertRefused(withValue("[]"), "unreadable-value");
        }

        private ConsumerRecord<byte[], byte[]> withKey(byte @Nullable [] key) {
            ProducerRecord<byte[], byte[]> record = SignOnCodec.write(SampleEvents.signOn());
            return SampleEvents.record(record.topic(), key, record.value(), record.headers());
        }

        private ConsumerRecord<byte[], byte[]> withValue(String value) {
            ProducerRecord<byte[], byte[]> record = SignOnCodec.write(SampleEvents.signOn());
            return SampleEvents.record(record.topic(), record.key(), bytes(value), record.headers());
        }
    }

    @Nested
    class StructuredMode {

        private final String attributes = "\"specversion\":\"1.0\",\"type\":\"" + SignOnCodec.TYPE + "\",\"id\":\""
                + SampleEvents.REQUEST + "\",\"source\":\"/x\"";

        @Test
        void isReadWithTheCorrelationIdAmongTheAttributes() {
            SignOnEvent read = SignOnCodec.read(
                    structured("{" + attributes + ",\"correlationid\":\"flow-1\",\"data\":" + text() + "}"));

            assertThat(read.request()).isEqualTo(SampleEvents.signOn().request());
            assertThat(read.correlationId()).isEqualTo(SampleEvents.FLOW);
        }

        @Test
        void isRefusedWithoutACorrelationId() {
            assertRefused(structured("{" + attributes + ",\"data\":" + text() + "}"), "unreadable-headers");
        }

        @Test
        void isRefusedWithSecretsInTheClear() {
            String plain = text().replaceFirst("\\{", "{\"sessionToken\": \"in the clear\",");

            assertRefused(
                    structured("{" + attributes + ",\"correlationid\":\"flow-1\",\"data\":" + plain + "}"),
                    "plain-parameters");
        }

        private ConsumerRecord<byte[], byte[]> structured(String value) {
            Headers headers = new RecordHeaders();
            headers.add("content-type", bytes("application/cloudevents+json"));
            return SampleEvents.record(Topics.SIGN_ONS, bytes(SampleEvents.HASH.value()), bytes(value), headers);
        }
    }

    @Test
    void belongsToNoTraceWhereThatIsMalformed() {
        ConsumerRecord<byte[], byte[]> record = SampleEvents.consumed(SignOnCodec.write(SampleEvents.signOn()));
        record.headers().remove("traceparent").add("traceparent", bytes("nonsense"));

        assertThat(SignOnCodec.read(record)).isEqualTo(SampleEvents.signOn().withTrace(Optional.empty()));
    }

    private static String text() {
        return new String(SignOnCodec.write(SampleEvents.signOn()).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(ConsumerRecord<byte[], byte[]> record, String reason) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> SignOnCodec.read(record))
                .extracting(UnreadableEventException::reason)
                .isEqualTo(new ReasonCode(reason));
    }
}
