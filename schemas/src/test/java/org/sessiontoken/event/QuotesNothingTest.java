package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands where in a record: no exception quotes it, since it may be secret and exceptions are logged. */
class QuotesNothingTest {

    private static final String CANARY = "c4n4ry";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static final List<String> SCHEMAS = ContractDocuments.ALL;

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void ofAMemberInThePlaceOfAnother(String schema) {
        int refused = 0;
        JsonNode example = ContractDocuments.schema(schema).at("/examples/0");
        for (JsonPointer place : places(example, JsonPointer.empty())) {
            for (JsonNode canary : canaries()) {
                JsonNode document = example.deepCopy();
                put(document, place, canary);
                refused += read(schema, ContractDocuments.JSON.writeValueAsString(document));
            }
        }

        assertThat(refused).isGreaterThan(30);
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void ofTextThatIsNotJson(String schema) {
        String[] texts = {
            CANARY,
            "\"" + CANARY,
            "\"" + CANARY + "\"",
            "{\"" + CANARY,
            "{\"" + CANARY + "\":1,\"" + CANARY + "\":2}",
            "{\"a\":" + CANARY + "}",
            "{\"a\":\"\\" + CANARY + "\"}",
            "{\"a\":\"\n" + CANARY + "\"}",
            "{} " + CANARY,
            "{\"a\":1" + CANARY + "}",
            "[\"" + CANARY + "\"]",
            "{\"" + CANARY + "\":".repeat(20)
        };
        for (String text : texts) {
            assertThat(read(schema, text)).as(text).isEqualTo(1);
        }
    }

    @Test
    void ofAHeader() {
        assertThat(refusedWithCanaries(
                        ContractDocuments.REQUESTED, () -> RequestCodec.write(SampleEvents.request()), CANARY))
                .as("of specversion, type, id and partition")
                .isEqualTo(4);
        assertThat(refusedWithCanaries(
                        ContractDocuments.SIGN_ON_REQUESTED,
                        () -> SignOnCodec.write(SampleEvents.signOn()),
                        CANARY + " "))
                .as("of specversion, type, id, correlation ID and partition")
                .isEqualTo(5);
    }

    private static int refusedWithCanaries(
            String schema, Supplier<ProducerRecord<byte[], byte[]>> written, String canary) {
        int refused = 0;
        for (Header header : written.get().headers().toArray()) {
            ConsumerRecord<byte[], byte[]> record = SampleEvents.consumed(written.get());
            record.headers().remove(header.key()).add(header.key(), canary.getBytes(StandardCharsets.UTF_8));
            refused += read(schema, record);
        }
        return refused;
    }

    @Test
    void ofAKey() {
        byte[] key = (CANARY + " ").getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> request = RequestCodec.write(SampleEvents.request());
        ProducerRecord<byte[], byte[]> signOn = SignOnCodec.write(SampleEvents.signOn());
        ProducerRecord<byte[], byte[]> entry = AuthServiceCodec.write(SampleEvents.authService(), SampleEvents.NOON);

        assertThat(read(ContractDocuments.REQUESTED, SampleEvents.record("t", key, request.value(), request.headers())))
                .isEqualTo(1);
        assertThat(read(
                        ContractDocuments.SIGN_ON_REQUESTED,
                        SampleEvents.record("t", key, signOn.value(), signOn.headers())))
                .isEqualTo(1);
        assertThat(read(ContractDocuments.DESCRIBED, SampleEvents.record("t", key, entry.value(), entry.headers())))
                .isEqualTo(1);
    }

    /** In the shape of some value types, in that of none, in every JSON type, and as a name. */
    private static List<JsonNode> canaries() {
        return List.of(
                NODES.stringNode(CANARY),
                NODES.stringNode(" " + CANARY + "\n"),
                NODES.arrayNode().add(CANARY).add(NODES.nullNode()).add(CANARY),
                NODES.objectNode().put("value", CANARY),
                NODES.objectNode().put(CANARY, 1),
                NODES.objectNode().set(CANARY, NODES.nullNode()),
                NODES.arrayNode().add(NODES.objectNode().put(CANARY, CANARY)));
    }

    private static List<JsonPointer> places(JsonNode node, JsonPointer at) {
        List<JsonPointer> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                JsonPointer place = at.appendProperty(member.getKey());
                places.add(place);
                places.addAll(places(member.getValue(), place));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonPointer place = at.appendIndex(i);
                places.add(place);
                places.addAll(places(array.get(i), place));
            }
        }
        return places;
    }

    private static void put(JsonNode document, JsonPointer place, JsonNode value) {
        JsonNode parent = document.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), value);
        } else {
            ((ArrayNode) parent).set(place.last().getMatchingIndex(), value);
        }
    }

    private static int read(String schema, String text) {
        return read(schema, SampleEvents.record(schema, "an-unrelated-id", text));
    }

    /** Reads, and answers how many exceptions came of it. */
    private static int read(String schema, ConsumerRecord<byte[], byte[]> record) {
        try {
            SampleEvents.read(schema, record);
            return 0;
        } catch (UnreadableEventException unreadable) {
            assertThat(unreadable).hasNoCause().hasNoSuppressedExceptions();
            assertThat(unreadable.toString()).doesNotContain(CANARY).doesNotContain("null");
            return 1;
        }
    }
}
