package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import tools.jackson.databind.node.ObjectNode;

/** What is known of a request that cannot be read, so that its requestor can be told. */
class PartialRequestTest {

    private final ProducerRecord<byte[], byte[]> whole = RequestCodec.write(SampleEvents.request());
    private final RecordHeaders headers = new RecordHeaders(whole.headers());
    private final ObjectNode value = (ObjectNode) ContractDocuments.JSON.readTree(whole.value());

    @Nested
    class ARecordThatLacksOnePart {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "parameterNames",
                    "credentials",
                    "requestedAt",
                    "expiresAt",
                    "requestId",
                    "tenantId",
                    "authServiceId",
                    "requestor"
                })
        void isReadInAllOthers(String member) {
            value.remove(member);
            assertAllIsReadBut(member, readPartially());

            value.put(member, 4711);
            assertAllIsReadBut(member, readPartially());
        }

        @ParameterizedTest
        @ValueSource(strings = {"ce_type", "ce_id", "ce_specversion", "content-type", "ce_correlationid"})
        void isReadInAllOthersWhicheverHeaderThatIs(String header) {
            headers.remove(header);

            assertAllIsReadBut("", readPartially());
        }

        private void assertAllIsReadBut(String missing, PartialRequest read) {
            Map<String, Function<PartialRequest, Optional<?>>> parts =
                    Map.of("tenantId", PartialRequest::tenantId, "authServiceId", PartialRequest::authServiceId);
            parts.forEach((name, part) ->
                    assertThat(part.apply(read).isPresent()).as(name).isEqualTo(!name.equals(missing)));
            assertThat(read.requestId()).contains(SampleEvents.REQUEST);
            assertThat(read.requestor()).contains(SampleEvents.REQUESTOR);
            assertThat(read.correlationId()).contains(SampleEvents.FLOW);
            assertThat(read.returnAddress()).isEqualTo(SampleEvents.request().returnAddress());
            assertThat(read.trace()).contains(SampleEvents.TRACE);
        }
    }

    @Nested
    class AnAttempt {

        @Test
        void isThatOfTheValue() {
            value.remove("credentials");
            value.put("attempt", 2);

            assertThat(readPartially().attempt()).contains(new Attempt(2));
        }

        @Test
        void isTheFirstWhereItIsLeftOut() {
            assertThat(readPartially().attempt()).contains(Attempt.FIRST);
        }

        @Test
        void isUnknownWhereItIsNotAsDescribed() {
            for (String text : List.of("10", "0", "-1", "1.5", "\"2\"", "null", "[]")) {
                value.set("attempt", ContractDocuments.JSON.readTree(text));

                assertThat(readPartially().attempt()).as(text).isEmpty();
            }
        }
    }

    @Nested
    class ACallersAddress {

        @Test
        void isThatOfTheValue() {
            value.remove("credentials");
            value.put("callerAddress", "2001:DB8::1");

            assertThat(readPartially().callerAddress()).contains(SampleEvents.CALLER);
        }

        @Test
        void isUnknownWhereItIsNotAsDescribed() {
            value.put("callerAddress", "203.0.113.7:80");

            assertThat(readPartially().callerAddress()).isEmpty();
        }
    }

    @Nested
    class ARequestId {

        @Test
        void isThatOfTheValueBeforeThatOfTheEvent() {
            value.put("requestId", "another-id");

            assertThat(readPartially().requestId()).contains(new RequestId("another-id"));
        }

        @Test
        void isThatOfTheEventWhereTheValueIsNoJson() {
            assertThat(readPartially(bytes("hello")).requestId()).contains(SampleEvents.REQUEST);
        }

        @Test
        void isUnknownWhereNeitherIsOne() {
            value.remove("requestId");
            headers.remove("ce_id").add("ce_id", bytes("a b"));

            assertThat(readPartially().requestId()).isEmpty();
        }

        @Test
        void isReadInStructuredModeToo() {
            headers.remove("content-type").add("content-type", bytes("application/cloudevents+json"));
            headers.remove("ce_id");
            ObjectNode event = ContractDocuments.JSON.createObjectNode();
            event.put("id", "structured-1");
            assertThat(readPartially(bytes(event.toString())).requestId()).contains(new RequestId("structured-1"));

            event.set("data", value);
            assertThat(readPartially(bytes(event.toString())).requestId()).contains(SampleEvents.REQUEST);
        }
    }

    @Nested
    class ARequestor {

        @Test
        void isTheOwnerOfTheReplyTopicWhereTheValueNamesNone() {
            headers.remove("kafka_replyTopic").add("kafka_replyTopic", bytes("ags.session-token.replies.billing"));

            assertThat(readPartially(bytes("hello")).requestor()).contains(new RequestorName("billing"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ags.auth-services", "ags.session-token.replies.", "ags.session-token.replies.NO"})
        void isUnknownWhereNoReplyTopicIsNamedEither(String topic) {
            headers.remove("kafka_replyTopic").add("kafka_replyTopic", bytes(topic));

            assertThat(readPartially(bytes("hello")).requestor()).isEmpty();
        }

        @Test
        void isThatOfTheValueWhateverTopicIsNamed() {
            headers.remove("kafka_replyTopic").add("kafka_replyTopic", bytes("ags.session-token.replies.billing"));

            assertThat(readPartially().requestor()).contains(SampleEvents.REQUESTOR);
        }
    }

    @Nested
    class ACorrelationId {

        @Test
        void isThatOfTheHeaderWhereTheKeyIsNone() {
            assertThat(RequestCodec.readPartially(SampleEvents.record(Topics.REQUESTS, null, whole.value(), headers))
                            .correlationId())
                    .contains(SampleEvents.FLOW);
            assertThat(RequestCodec.readPartially(
                                    SampleEvents.record(Topics.REQUESTS, bytes("other"), whole.value(), headers))
                            .correlationId())
                    .contains(new CorrelationId("other"));
        }
    }

    @Nested
    class AReturnAddress {

        @Test
        void isReadInThosePartsThatAreAsDescribed() {
            headers.remove("kafka_replyPartition").add("kafka_replyPartition", bytes("3"));
            headers.remove("kafka_correlationId").add("kafka_correlationId", new byte[1025]);

            ReturnAddress address = readPartially().returnAddress();

            assertThat(address.partition()).isEmpty();
            assertThat(address.correlationKey()).isEmpty();
            assertThat(address.topic()).contains(Topics.repliesTo(SampleEvents.REQUESTOR));
        }
    }

    @Test
    void isWhateverIsThereAndNoExceptionForAnyRecord() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = whole.value().clone();
            for (int j = random.nextInt(5); j > 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThat(readPartially(changed)).isNotNull();
        }
        assertThat(RequestCodec.readPartially(SampleEvents.record(Topics.REQUESTS, null, null, new RecordHeaders()))
                        .requestId())
                .isEmpty();
    }

    private PartialRequest readPartially() {
        return readPartially(bytes(value.toString()));
    }

    private PartialRequest readPartially(byte[] changed) {
        ConsumerRecord<byte[], byte[]> record = SampleEvents.record(Topics.REQUESTS, whole.key(), changed, headers);
        return RequestCodec.readPartially(record);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
