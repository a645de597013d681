package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.ReasonCode;
import tools.jackson.databind.node.ObjectNode;

class RequestCodecTest {

    private static final byte[] BINARY = {0, -1, -128, 127, 13, 10, -64, -81, 0};

    @Test
    void readsWhatItWrites() {
        RequestEvent event = SampleEvents.request();

        assertThat(RequestCodec.read(SampleEvents.consumed(RequestCodec.write(event))))
                .isEqualTo(event);
    }

    @Test
    void readsTheAttemptThatItWrites() {
        SessionTokenRequested second = SampleEvents.request(new Attempt(2)).request();

        RequestEvent read =
                RequestCodec.read(SampleEvents.consumed(RequestCodec.write(SampleEvents.request(new Attempt(2)))));

        assertThat(read.request()).isEqualTo(second);
        assertThat(read.request().attempt().number()).isEqualTo(2);
    }

    @Test
    void leavesTheFirstAttemptOut() {
        byte[] value = RequestCodec.write(SampleEvents.request()).value();

        assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("attempt");
    }

    @Test
    void keysARequestByItsCorrelationId() {
        ProducerRecord<byte[], byte[]> record = RequestCodec.write(SampleEvents.request());

        assertThat(record.topic()).isEqualTo(Topics.REQUESTS);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("flow-1");
    }

    @Nested
    class AReturnAddress {

        @Test
        void isWrittenAsSpringKafkaReadsIt() {
            Headers headers = RequestCodec.write(SampleEvents.request(
                            ReturnAddress.of(SampleEvents.REQUESTOR, new CorrelationKey(BINARY), 0x01020304)))
                    .headers();

            assertThat(headers.lastHeader("kafka_correlationId").value()).isEqualTo(BINARY);
            assertThat(headers.lastHeader("kafka_replyTopic").value())
                    .isEqualTo("ags.session-token.replies.http-adapter".getBytes(StandardCharsets.UTF_8));
            assertThat(headers.lastHeader("kafka_replyPartition").value()).isEqualTo(new byte[] {1, 2, 3, 4});
        }

        @Test
        void isEchoedByteForByte() {
            RequestEvent request = read(record(RequestCodec.write(
                    SampleEvents.request(ReturnAddress.of(SampleEvents.REQUESTOR, new CorrelationKey(BINARY), 3)))));
            ReplyEvent reply = new ReplyEvent(
                    request.correlationId(),
                    SampleEvents.issued(),
                    request.returnAddress().correlationKey(),
                    request.trace());

            assertThat(ReplyCodec.write(reply, request.returnAddress().partition())
                            .headers()
                            .lastHeader("kafka_correlationId")
                            .value())
                    .isEqualTo(BINARY);
        }

        @Test
        void mayBeMissing() {
            ReturnAddress nowhere = new ReturnAddress(Optional.empty(), Optional.empty(), Optional.empty());

            assertThat(read(record(RequestCodec.write(SampleEvents.request(nowhere))))
                            .returnAddress())
                    .isEqualTo(nowhere);
        }

        @Test
        void mayNameAnotherTopicSinceRefusingThatIsTheBrokersPart() {
            ConsumerRecord<byte[], byte[]> record =
                    withHeader("kafka_replyTopic", "elsewhere".getBytes(StandardCharsets.UTF_8));

            assertThat(read(record).returnAddress().topic()).contains("elsewhere");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "3", "abc", "12345"})
        void isRefusedWithAPartitionThatIsNotFourBytes(String partition) {
            assertRefused(
                    withHeader("kafka_replyPartition", partition.getBytes(StandardCharsets.UTF_8)),
                    "unreadable-headers");
        }

        @Test
        void isRefusedWithANegativePartition() {
            assertRefused(withHeader("kafka_replyPartition", new byte[] {-1, -1, -1, -1}), "unreadable-headers");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReturnAddress.of(SampleEvents.REQUESTOR, new CorrelationKey(BINARY), -1));
        }

        @Test
        void isRefusedWithACorrelationThatLeavesNoRoomForTheReply() {
            assertRefused(withHeader("kafka_correlationId", new byte[1025]), "unreadable-headers");
        }

        @Test
        void isReadWithTheLongestCorrelation() {
            assertThat(read(withHeader("kafka_correlationId", new byte[1024]))
                            .returnAddress()
                            .correlationKey())
                    .contains(new CorrelationKey(new byte[1024]));
        }
    }

    @Nested
    class ATrace {

        @Test
        void isLeftOutWhereItIsNotWellFormed() {
            assertThat(read(withHeader("traceparent", "nonsense".getBytes(StandardCharsets.UTF_8)))
                            .trace())
                    .isEmpty();
        }

        /** W3C Trace Context, section 3.2.2.3. */
        @Test
        void isLeftOutWhereItNamesNoTrace() {
            String none = "00-00000000000000000000000000000000-b7ad6b7169203331-01";

            assertThat(read(withHeader("traceparent", none.getBytes(StandardCharsets.UTF_8)))
                            .trace())
                    .isEmpty();
        }
    }

    @Nested
    class Attributes {

        @ParameterizedTest
        @CsvSource({
            "ce_specversion, 0.3",
            "ce_type, org.sessiontoken.requested.v2",
            "ce_type, org.sessiontoken.replied.v1",
            "ce_id, another-request"
        })
        void areRefusedWhereTheyAreOfAnotherEvent(String name, String value) {
            assertRefused(withHeader(name, value.getBytes(StandardCharsets.UTF_8)), "unreadable-headers");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ce_specversion", "ce_type", "ce_id"})
        void areRefusedWhereOneIsMissing(String name) {
            ConsumerRecord<byte[], byte[]> record = record(RequestCodec.write(SampleEvents.request()));
            record.headers().remove(name);

            assertRefused(record, "unreadable-headers");
        }
    }

    @Nested
    class AKey {

        @Test
        void isRefusedWhereItIsMissing() {
            assertRefused(withKey(null), "unreadable-key");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "two words", "línea", "line\nbreak"})
        void isRefusedWhereItIsNoCorrelationId(String key) {
            assertRefused(withKey(key.getBytes(StandardCharsets.UTF_8)), "unreadable-key");
        }

        @Test
        void isRefusedWhereItIsNotUtf8() {
            assertRefused(withKey(new byte[] {-1, -2}), "unreadable-key");
        }

        private ConsumerRecord<byte[], byte[]> withKey(byte @Nullable [] key) {
            ProducerRecord<byte[], byte[]> record = RequestCodec.write(SampleEvents.request());
            return SampleEvents.record(record.topic(), key, record.value(), record.headers());
        }
    }

    @Nested
    class AValue {

        @Test
        void isRefusedWhereItIsMissing() {
            assertRefused(withValue(null), "unreadable-value");
        }

        @Test
        void isRefusedWhereItIsEmpty() {
            assertRefused(withValue(new byte[0]), "unreadable-value");
        }

        @Test
        void isRefusedWhereItIsNotUtf8() {
            byte[] value = RequestCodec.write(SampleEvents.request()).value();
            value[value.length / 2] = -1;

            assertRefused(withValue(value), "unreadable-value");
        }

        @Test
        void isRefusedWithParametersInTheClear() {
            String value = text().replaceFirst("\\{", "{\"parameters\": [{\"name\": \"a\", \"value\": \"b\"}],");

            assertRefused(withValue(value.getBytes(StandardCharsets.UTF_8)), "plain-parameters");
        }

        @Test
        void isRefusedWithParametersInTheClearInsteadOfAllElse() {
            assertRefused(withValue("{\"parameters\": null}".getBytes(StandardCharsets.UTF_8)), "plain-parameters");
        }

        @Test
        void isRefusedWithAStringLongerThanAnyEnvelope() {
            String value = text().replaceFirst("\\{", "{\"x\": \"" + "x".repeat(131_073) + "\",");

            assertRefused(withValue(value.getBytes(StandardCharsets.UTF_8)), "unreadable-value");
        }

        @Test
        void isRefusedWithANumberTooLongToBeOne() {
            String value = text().replaceFirst("\\{", "{\"x\": " + "1".repeat(33) + ",");

            assertRefused(withValue(value.getBytes(StandardCharsets.UTF_8)), "unreadable-value");
        }

        @Test
        void isRefusedWithoutExhaustingTheStackWhereItIsDeep() {
            assertRefused(withValue("{\"x\":".repeat(200_000).getBytes(StandardCharsets.UTF_8)), "unreadable-value");
        }

        private String text() {
            return new String(RequestCodec.write(SampleEvents.request()).value(), StandardCharsets.UTF_8);
        }

        private ConsumerRecord<byte[], byte[]> withValue(byte @Nullable [] value) {
            ProducerRecord<byte[], byte[]> record = RequestCodec.write(SampleEvents.request());
            return SampleEvents.record(record.topic(), record.key(), value, record.headers());
        }
    }

    /** Each names the one thing to change, for whoever wrote the record, and quotes nothing of it. */
    @Nested
    class Messages {

        static Stream<Arguments> mistakes() {
            return Stream.of(
                    Arguments.of(
                            without("ce_type"),
                            "header ce_type must be 'org.sessiontoken.requested.v1', and it is missing"),
                    Arguments.of(withHeader("ce_type", bytes("secret")), "header ce_type must be 'org"),
                    Arguments.of(
                            without("ce_id"),
                            "header ce_id must be the ID that follows from the value, and it is missing"),
                    Arguments.of(without("ce_specversion"), "header ce_specversion must be '1.0', and it is missing"),
                    Arguments.of(withHeader("kafka_replyPartition", bytes("3")), "int32 of 4 bytes, and it has 1"),
                    Arguments.of(withHeader("kafka_replyPartition", new byte[] {-1, 0, 0, 0}), "must not be negative"),
                    Arguments.of(withHeader("kafka_correlationId", new byte[1025]), "at most 1024 bytes"),
                    Arguments.of(
                            with("tenantId", "\"secret !\""),
                            "member 'tenantId' is not as the schema describes: tenant"),
                    Arguments.of(with("requestedAt", "\"secret\""), "RFC 3339 describes, such as 2026-03-01T12:00:00Z"),
                    Arguments.of(with("requestedAt", "4711"), "member 'requestedAt' must be a string"),
                    Arguments.of(with("attempt", "0"), "member 'attempt' must be a whole number from 1 to 9"),
                    Arguments.of(with("attempt", "10"), "member 'attempt' must be a whole number from 1 to 9"),
                    Arguments.of(with("expiresAt", "\"2026-03-01T12:00:00Z\""), "expiresAt must be after requestedAt"),
                    Arguments.of(with("credentials", "\"secret\""), "five base64url parts without padding"),
                    Arguments.of(with("parameterNames", "[\"a\", \"a\"]"), "parameterNames must have each name once"),
                    Arguments.of(with("parameterNames", names(33)), "parameterNames must have at most 32 names"),
                    Arguments.of(with("requestor", "null"), "member 'requestor' must not be null"),
                    Arguments.of(value(""), "the value must be a JSON object, and it is empty"),
                    Arguments.of(value("secret"), "the value must be JSON in UTF-8"),
                    Arguments.of(value("{\"secret\": 1"), "the value must be JSON in UTF-8"),
                    Arguments.of(value("[]"), "the value must be a JSON object"),
                    Arguments.of(
                            value("\"{}\""), "the value must be a JSON object, and it is a string: encode it once"),
                    Arguments.of(value("{} {\"secret\": 1}"), "the value must have nothing after its JSON object"),
                    Arguments.of(value("{\"secret\": 1, \"secret\": 2}"), "the value must give each member only once"),
                    Arguments.of(value("[".repeat(17)), "the value must have at most 16 levels"),
                    Arguments.of(value("[" + "1".repeat(33) + "]"), "no number above 32"));
        }

        @ParameterizedTest(name = "{1}")
        @MethodSource("mistakes")
        void nameTheMistake(ConsumerRecord<byte[], byte[]> record, String said) {
            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> RequestCodec.read(record))
                    .withMessageContaining(said)
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
        }

        private static ConsumerRecord<byte[], byte[]> without(String header) {
            ProducerRecord<byte[], byte[]> whole = RequestCodec.write(SampleEvents.request());
            whole.headers().remove(header);
            return SampleEvents.consumed(whole);
        }

        private static ConsumerRecord<byte[], byte[]> with(String member, String json) {
            ProducerRecord<byte[], byte[]> whole = RequestCodec.write(SampleEvents.request());
            ObjectNode value = (ObjectNode) ContractDocuments.JSON.readTree(whole.value());
            value.set(member, ContractDocuments.JSON.readTree(json));
            return SampleEvents.record(whole.topic(), whole.key(), bytes(value.toString()), whole.headers());
        }

        private static ConsumerRecord<byte[], byte[]> value(String text) {
            ProducerRecord<byte[], byte[]> whole = RequestCodec.write(SampleEvents.request());
            return SampleEvents.record(whole.topic(), whole.key(), bytes(text), whole.headers());
        }

        private static String names(int count) {
            return IntStream.range(0, count).mapToObj(i -> "\"p" + i + "\"").collect(Collectors.joining(",", "[", "]"));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Nested
    class StructuredMode {

        private final String data =
                new String(RequestCodec.write(SampleEvents.request()).value(), StandardCharsets.UTF_8);
        private final String attributes = "\"specversion\":\"1.0\",\"type\":\"" + RequestCodec.TYPE + "\",\"id\":\""
                + SampleEvents.REQUEST + "\",\"source\":\"/x\"";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/cloudevents+json",
                    "application/cloudevents+json; charset=UTF-8",
                    "Application/CloudEvents+JSON"
                })
        void isReadByItsMediaType(String mediaType) {
            assertThat(read(structured("{" + attributes + ",\"data\":" + data + "}", mediaType))
                            .request())
                    .isEqualTo(SampleEvents.request().request());
        }

        @Test
        void isRefusedWithoutData() {
            assertRefused(structured("{" + attributes + "}"), "unreadable-value");
        }

        @Test
        void isRefusedWithDataThatIsNoObject() {
            assertRefused(structured("{" + attributes + ",\"data\":\"text\"}"), "unreadable-value");
        }

        @Test
        void isRefusedWithTheAttributesOfAnotherRequest() {
            String other = attributes.replace(SampleEvents.REQUEST.value(), "another-request");

            assertRefused(structured("{" + other + ",\"data\":" + data + "}"), "unreadable-headers");
        }

        @Test
        void isRefusedWithAttributesThatAreNotText() {
            String number = attributes.replace("\"1.0\"", "1.0");

            assertRefused(structured("{" + number + ",\"data\":" + data + "}"), "unreadable-headers");
        }

        @Test
        void isRefusedWithParametersInTheClearAnywhere() {
            String plain = "\"parameters\":[]";

            assertRefused(structured("{" + attributes + "," + plain + ",\"data\":" + data + "}"), "plain-parameters");
            assertRefused(structured("{" + attributes + ",\"data\":{" + plain + "}}"), "plain-parameters");
            assertRefused(structured("{" + attributes + "," + plain + "}"), "plain-parameters");
        }

        private ConsumerRecord<byte[], byte[]> structured(String value) {
            return structured(value, "application/cloudevents+json");
        }

        private ConsumerRecord<byte[], byte[]> structured(String value, String mediaType) {
            Headers headers = new RecordHeaders();
            headers.add("content-type", mediaType.getBytes(StandardCharsets.UTF_8));
            return SampleEvents.record(
                    Topics.REQUESTS,
                    "flow-1".getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8),
                    headers);
        }
    }

    private static RequestEvent read(ConsumerRecord<byte[], byte[]> record) {
        return RequestCodec.read(record);
    }

    private static ConsumerRecord<byte[], byte[]> record(ProducerRecord<byte[], byte[]> record) {
        return SampleEvents.consumed(record);
    }

    private static ConsumerRecord<byte[], byte[]> withHeader(String name, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = record(RequestCodec.write(SampleEvents.request()));
        record.headers().remove(name).add(name, value);
        return record;
    }

    private static void assertRefused(ConsumerRecord<byte[], byte[]> record, String reason) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> RequestCodec.read(record))
                .extracting(UnreadableEventException::reason)
                .isEqualTo(new ReasonCode(reason));
    }
}
