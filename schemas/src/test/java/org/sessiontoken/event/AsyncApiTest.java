package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI document says of topics, keys and headers what the codecs do. */
class AsyncApiTest {

    private static final JsonNode DOCUMENT = ContractDocuments.asyncApi();

    @Nested
    class Channels {

        @Test
        void areTheTopics() {
            assertThat(DOCUMENT.get("channels")
                            .valueStream()
                            .map(channel -> channel.get("address").asString()))
                    .containsExactlyInAnyOrder(
                            Topics.REQUESTS,
                            Topics.REPLIES_PREFIX + "{requestor}",
                            Topics.DEAD_LETTERS,
                            Topics.AUTH_SERVICES,
                            Topics.BREAKERS,
                            Topics.FAILURES,
                            Topics.ACCESSES);
        }

        @ParameterizedTest
        @CsvSource({
            "sessionTokenRequested, session-token-requested",
            "sessionTokenReplied, session-token-replied",
            "deadLettered, dead-lettered",
            "authServiceDescribed, auth-service-described",
            "breakerChanged, breaker-changed",
            "failuresCounted, failures-counted",
            "accessed, accessed"
        })
        void carryMessagesWhosePayloadIsASchemaBesideTheDocument(String message, String schema) {
            assertThat(message(message).at("/payload/schema/$ref").asString())
                    .isEqualTo("./json/" + schema + ".schema.json");
        }

        @ParameterizedTest
        @CsvSource({
            "sessionTokenRequested, " + RequestCodec.TYPE,
            "sessionTokenReplied, " + ReplyCodec.TYPE,
            "deadLettered, " + DeadLetterCodec.TYPE,
            "authServiceDescribed, " + AuthServiceCodec.TYPE,
            "breakerChanged, " + BreakerChangeCodec.TYPE,
            "failuresCounted, " + FailureCountCodec.TYPE,
            "accessed, " + AccessCodec.TYPE
        })
        void carryMessagesNamedByTheirCloudEventsType(String message, String type) {
            assertThat(message(message).get("name").asString()).isEqualTo(type);
            assertThat(message(message).at("/headers/properties/ce_type/const").asString())
                    .isEqualTo(type);
        }
    }

    @Nested
    class KeysAndHeaders {

        @Test
        void areAsDescribedForARequest() {
            assertDescribed("sessionTokenRequested", RequestCodec.write(SampleEvents.request()));
        }

        @Test
        void areAsDescribedForAReply() {
            assertDescribed(
                    "sessionTokenReplied", ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.of(3)));
        }

        @Test
        void areAsDescribedForADeadLetter() {
            assertDescribed("deadLettered", DeadLetterCodec.write(new byte[] {-1, 0}, SampleEvents.deadLetter(null)));
        }

        @Test
        void areAsDescribedForAnAuthService() {
            assertDescribed(
                    "authServiceDescribed", AuthServiceCodec.write(SampleEvents.authService(), SampleEvents.NOON));
        }

        @Test
        void areAsDescribedForABreaker() {
            assertDescribed("breakerChanged", BreakerChangeCodec.write(SampleEvents.breaker()));
        }

        @Test
        void areAsDescribedForCountsOfWrongCredentials() {
            assertDescribed("failuresCounted", FailureCountCodec.write(SampleEvents.failures()));
        }

        @Test
        void areAsDescribedForAnAccess() {
            assertDescribed("accessed", AccessCodec.write(SampleEvents.access()));
        }

        private void assertDescribed(String message, ProducerRecord<byte[], byte[]> record) {
            JsonNode described = message(message);
            ObjectNode headers = ContractDocuments.JSON.createObjectNode();
            for (Header header : record.headers()) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.ISO_8859_1));
            }
            assertThat(ContractDocuments.violations(described.get("headers"), headers))
                    .isEmpty();
            assertThat(described.at("/headers/properties").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(headers.propertyNames());
            JsonNode key = ContractDocuments.JSON
                    .getNodeFactory()
                    .stringNode(new String(record.key(), StandardCharsets.ISO_8859_1));
            assertThat(ContractDocuments.violations(described.at("/bindings/kafka/key"), key))
                    .isEmpty();
        }
    }

    @Nested
    class TheReturnAddress {

        private final JsonNode headers = message("sessionTokenRequested").at("/headers/properties");

        @Test
        void isInTheDescribedHeaders() {
            assertThat(headers.propertyNames())
                    .contains(ReturnAddress.CORRELATION_KEY, ReturnAddress.TOPIC, ReturnAddress.PARTITION);
            assertThat(Topics.repliesTo(SampleEvents.REQUESTOR))
                    .matches(headers.at("/kafka_replyTopic/pattern").asString());
            assertThat("ags.auth-services")
                    .doesNotMatch(headers.at("/kafka_replyTopic/pattern").asString());
            assertThat(headers.at("/kafka_correlationId/maxLength").asInt())
                    .isEqualTo(ReturnAddress.MAX_CORRELATION_KEY);
            assertThat(DOCUMENT.at("/components/correlationIds/inFlight/location")
                            .asString())
                    .isEqualTo("$message.header#/" + ReturnAddress.CORRELATION_KEY);
        }

        @Test
        void isAnsweredOnTheReplyTopicOfTheRequestor() {
            JsonNode reply = DOCUMENT.at("/operations/answerRequests/reply");

            assertThat(reply.at("/channel/$ref").asString()).isEqualTo("#/channels/replies");
            JsonNode channel = DOCUMENT.at("/channels/replies");
            assertThat(channel.get("address").asString().replace("{requestor}", SampleEvents.REQUESTOR.value()))
                    .isEqualTo(ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.empty())
                            .topic());
            assertThat(channel.at("/parameters/requestor/location").asString())
                    .isEqualTo("$message.payload#/requestor");
        }
    }

    @Nested
    class Examples {

        @ParameterizedTest
        @CsvSource({
            "sessionTokenRequested, session-token-requested",
            "sessionTokenReplied, session-token-replied",
            "deadLettered, dead-lettered",
            "authServiceDescribed, auth-service-described",
            "breakerChanged, breaker-changed",
            "failuresCounted, failures-counted",
            "accessed, accessed"
        })
        void areAsDescribed(String message, String schema) {
            JsonNode described = message(message);
            assertThat(described.get("examples").valueStream()).isNotEmpty().allSatisfy(example -> {
                assertThat(ContractDocuments.violations(described.get("headers"), example.get("headers")))
                        .isEmpty();
                assertThat(ContractDocuments.violations(schema, example.get("payload")))
                        .isEmpty();
                assertThat(ContractDocuments.schema(schema).get("examples").valueStream())
                        .as("shown in %s, too", schema)
                        .contains(example.get("payload"));
            });
        }
    }

    /** Generators name what they make after titles, and count what has none. */
    @Nested
    class Titles {

        @Test
        void areThereForEveryObjectAndForEveryListOfWords() {
            assertThat(ContractDocuments.ALL)
                    .allSatisfy(schema -> assertThat(untitled(ContractDocuments.schema(schema)))
                            .isEmpty());
            assertThat(DOCUMENT.at("/components/messages").valueStream())
                    .allSatisfy(message ->
                            assertThat(untitled(message.get("headers"))).isEmpty());
        }

        @Test
        void ofMessagesDiffer() {
            assertThat(DOCUMENT.at("/components/messages")
                            .valueStream()
                            .map(message -> message.get("title").asString()))
                    .doesNotHaveDuplicates();
        }

        private static List<JsonNode> untitled(JsonNode schema) {
            List<JsonNode> found = new ArrayList<>();
            boolean named =
                    schema.path("type").asString("").equals("object") || schema.has("type") && schema.has("enum");
            if (named && !schema.has("title")) {
                found.add(schema);
            }
            schema.path("properties").forEach(property -> found.addAll(untitled(property)));
            if (schema.path("items").isObject()) {
                found.addAll(untitled(schema.path("items")));
            }
            return found;
        }
    }

    @Nested
    class Bounds {

        @Test
        void areThoseOfTheJavaTypes() {
            JsonNode request =
                    ContractDocuments.schema(ContractDocuments.REQUESTED).get("properties");

            assertThat(request.at("/credentials/maxLength").asInt()).isEqualTo(Jwe.MAX_LENGTH);
            assertThat(request.at("/parameterNames/maxItems").asInt()).isEqualTo(Parameters.MAX_COUNT);
            assertThat(DOCUMENT.at("/info/description").asString())
                    .contains(
                            "at most " + Jwe.MAX_LENGTH + " characters",
                            "at most " + Parameters.MAX_COUNT + "\n",
                            "all values of at most " + Parameters.MAX_LENGTH);
        }

        @Test
        void ofTimesAreTheSameInAllSchemas() {
            List<String> patterns = ContractDocuments.ALL.stream()
                    .map(schema -> ContractDocuments.schema(schema).at("/$defs/time/pattern"))
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .toList();

            assertThat(patterns).hasSize(8).containsOnly(patterns.get(0));
        }
    }

    @Test
    void speaksOfHttpStatusesOnlyToSayThatThereAreNone() {
        Map<String, String> texts = Map.of(
                "reply",
                        ContractDocuments.schema(ContractDocuments.REPLIED)
                                .get("properties")
                                .toString(),
                "headers", message("sessionTokenReplied").get("headers").toString());

        assertThat(texts).allSatisfy((where, text) -> assertThat(text).doesNotContainIgnoringCase("status"));
    }

    /** The HTTP adapter alone knows the paths and headers of the HTTP contract. */
    @Test
    void namesNoPathAndNoHeaderOfTheHttpContract() {
        assertThat(ContractDocuments.ALL)
                .allSatisfy(
                        schema -> assertThat(ContractDocuments.schema(schema).toString())
                                .doesNotContainIgnoringCase("x-auth-service-id", "nv-tenant-id", "getSessionToken"));
    }

    private static JsonNode message(String name) {
        return DOCUMENT.at("/components/messages/" + name);
    }
}
