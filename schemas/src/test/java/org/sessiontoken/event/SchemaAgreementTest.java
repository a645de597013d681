package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas and the Java types say the same. */
class SchemaAgreementTest {

    static final List<String> SCHEMAS = ContractDocuments.ALL;

    @Nested
    class TheSchemas {

        @ParameterizedTest
        @FieldSource("org.sessiontoken.event.SchemaAgreementTest#SCHEMAS")
        void areJsonSchema202012(String schema) {
            assertThat(ContractDocuments.violationsOfMetaSchema(schema)).isEmpty();
        }

        @ParameterizedTest
        @FieldSource("org.sessiontoken.event.SchemaAgreementTest#SCHEMAS")
        void showExamplesThatValidateAndThatTheCodecReads(String schema) {
            JsonNode examples = ContractDocuments.schema(schema).get("examples");

            assertThat(examples).isNotEmpty();
            assertThat(examples).allSatisfy(example -> {
                assertThat(ContractDocuments.violations(schema, example)).isEmpty();
                assertThatNoException()
                        .isThrownBy(() -> SampleEvents.read(
                                schema, SampleEvents.record(schema, id(schema, example), example.toString())));
            });
        }

        @Test
        void showAReplyOfEachOutcome() {
            JsonNode examples =
                    ContractDocuments.schema(ContractDocuments.REPLIED).get("examples");

            assertThat(examples.valueStream()
                            .map(example -> example.get("outcome").asString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Outcome.values()).map(Outcome::code).toList());
        }

        @Test
        void showAReplyToASignOnOfEachOutcome() {
            JsonNode examples =
                    ContractDocuments.schema(ContractDocuments.SIGN_ON_REPLIED).get("examples");

            assertThat(examples.valueStream()
                            .map(example -> example.get("outcome").asString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(SignOnOutcome.values())
                            .map(SignOnOutcome::code)
                            .toList());
        }

        @ParameterizedTest
        @FieldSource("org.sessiontoken.event.SchemaAgreementTest#SCHEMAS")
        void nameTheMembersOfTheRecord(String schema) {
            List<String> members = Stream.of(recordOf(schema).getRecordComponents())
                    .map(component -> component.getName())
                    .toList();

            assertThat(ContractDocuments.schema(schema).get("properties").propertyNames())
                    .containsExactlyElementsOf(members);
        }
    }

    @Nested
    class TheTables {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.event.SchemaAgreementTest#cases")
        void areJudgedAlikeBySchemaAndCodec(Case row) {
            JsonNode document = ContractDocuments.JSON.readTree(row.text());

            List<String> violations = ContractDocuments.violations(row.schema(), document);

            assertThat(violations.isEmpty())
                    .as("valid by the schema, which says %s", violations)
                    .isEqualTo(row.valid() || row.schemaCannotSay());
            if (row.valid()) {
                Record event = SampleEvents.read(row.schema(), row.asRecord());
                assertThat(ContractDocuments.violations(
                                row.schema(), ContractDocuments.JSON.readTree(JsonEventWriter.write(event))))
                        .as("what is written of what was read")
                        .isEmpty();
            } else {
                assertThatExceptionOfType(UnreadableEventException.class)
                        .isThrownBy(() -> SampleEvents.read(row.schema(), row.asRecord()))
                        .withNoCause();
            }
        }
    }

    @Nested
    class WhatIsWritten {

        @Test
        void validatesForARequest() {
            assertValid(
                    ContractDocuments.REQUESTED,
                    RequestCodec.write(SampleEvents.request()).value());
        }

        @Test
        void validatesForAnIssuedToken() {
            assertValid(ContractDocuments.REPLIED, JsonEventWriter.write(SampleEvents.issued()));
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.event.SchemaAgreementTest#declined")
        void validatesForWhatWasDeclined(SessionTokenReplied reply) {
            assertValid(ContractDocuments.REPLIED, JsonEventWriter.write(reply));
        }

        @Test
        void validatesForASignOn() {
            assertValid(
                    ContractDocuments.SIGN_ON_REQUESTED,
                    SignOnCodec.write(SampleEvents.signOn()).value());
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.event.SchemaAgreementTest#signOnReplies")
        void validatesForTheReplyToASignOn(SignOnReplied reply) {
            assertValid(ContractDocuments.SIGN_ON_REPLIED, JsonEventWriter.write(reply));
        }

        @Test
        void validatesForAnAuthService() {
            assertValid(ContractDocuments.DESCRIBED, JsonEventWriter.write(SampleEvents.authService()));
        }

        @Test
        void validatesForADeadLetterWithAndWithoutAValue() {
            assertValid(
                    ContractDocuments.DEAD_LETTERED,
                    JsonEventWriter.write(SampleEvents.deadLetter(SampleEvents.SEALED)));
            assertValid(ContractDocuments.DEAD_LETTERED, JsonEventWriter.write(SampleEvents.deadLetter(null)));
            assertValid(ContractDocuments.BREAKER_CHANGED, JsonEventWriter.write(SampleEvents.breaker()));
            assertValid(ContractDocuments.FAILURES_COUNTED, JsonEventWriter.write(SampleEvents.failures()));
            assertValid(ContractDocuments.ACCESSED, JsonEventWriter.write(SampleEvents.access()));
        }

        private void assertValid(String schema, byte[] value) {
            assertThat(ContractDocuments.violations(schema, ContractDocuments.JSON.readTree(value)))
                    .isEmpty();
        }
    }

    @Nested
    class ValueTypes {

        @Test
        void takeWhatThePatternsTake() {
            assertAgreement(ContractDocuments.REQUESTED, "requestId", RequestId::new);
            assertAgreement(ContractDocuments.REQUESTED, "tenantId", TenantId::new);
            assertAgreement(ContractDocuments.REQUESTED, "authServiceId", AuthServiceId::new);
            assertAgreement(ContractDocuments.REQUESTED, "requestor", RequestorName::new);
            assertAgreement(ContractDocuments.REQUESTED, "credentials", Jwe::new);
            assertAgreement(ContractDocuments.REQUESTED, "callerAddress", IpAddress::new);
            assertAgreement(ContractDocuments.REPLIED, "callerAddress", IpAddress::new);
            assertAgreement(ContractDocuments.REPLIED, "requestId", RequestId::new);
            assertAgreement(ContractDocuments.REPLIED, "tenantId", TenantId::new);
            assertAgreement(ContractDocuments.REPLIED, "authServiceId", AuthServiceId::new);
            assertAgreement(ContractDocuments.REPLIED, "requestor", RequestorName::new);
            assertAgreement(ContractDocuments.REPLIED, "reason", ReasonCode::new);
            assertAgreement(ContractDocuments.REPLIED, "accountId", AccountId::new);
            assertAgreement(ContractDocuments.REPLIED, "tokenHash", TokenHash::new);
            assertAgreement(ContractDocuments.REPLIED, "sessionToken", Jwe::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "requestId", RequestId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "tenantId", TenantId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "authServiceId", AuthServiceId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "clientId", ClientId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "credentials", Jwe::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "requestor", RequestorName::new);
            assertAgreement(ContractDocuments.SIGN_ON_REQUESTED, "callerAddress", IpAddress::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "requestId", RequestId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "tenantId", TenantId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "authServiceId", AuthServiceId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "requestor", RequestorName::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "clientId", ClientId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "reason", ReasonCode::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "tokenHash", TokenHash::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "accountId", AccountId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "tokens", Jwe::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "accessTokenId", AccessTokenId::new);
            assertAgreement(ContractDocuments.SIGN_ON_REPLIED, "callerAddress", IpAddress::new);
            assertAgreement(ContractDocuments.DESCRIBED, "tenantId", TenantId::new);
            assertAgreement(ContractDocuments.DESCRIBED, "authServiceId", AuthServiceId::new);
            assertAgreement(ContractDocuments.BREAKER_CHANGED, "tenantId", TenantId::new);
            assertAgreement(ContractDocuments.ACCESSED, "address", IpAddress::new);
            assertAgreement(
                    "operation name",
                    ContractDocuments.schema(ContractDocuments.DESCRIBED)
                            .at("/properties/operations/items/properties/name"),
                    texts(),
                    OperationName::new);
            assertAgreement(ContractDocuments.BREAKER_CHANGED, "authServiceId", AuthServiceId::new);
            assertAgreement(ContractDocuments.DEAD_LETTERED, "reason", ReasonCode::new);
            assertAgreement(ContractDocuments.DEAD_LETTERED, "value", Jwe::new);
        }

        @Test
        void takeTheTimesThatThePatternTakes() {
            JsonNode described =
                    ContractDocuments.schema(ContractDocuments.REQUESTED).at("/$defs/time");
            assertAgreement("time", described, times(), Rfc3339DateTime::parse);
            assertThat(times())
                    .filteredOn(text -> isTaken(Rfc3339DateTime::parse, text))
                    .hasSizeGreaterThan(1000)
                    .allSatisfy(text -> assertThat(Rfc3339DateTime.parse(text)).isEqualTo(Instant.parse(text)));
        }

        private void assertAgreement(String schema, String member, Function<String, Record> type) {
            JsonNode described = ContractDocuments.schema(schema).at("/properties/" + member);
            assertAgreement(member + " of " + schema, described, texts(), type);
        }

        private void assertAgreement(String what, JsonNode described, List<String> texts, Function<String, ?> type) {
            for (String text : texts) {
                boolean validByPattern = ContractDocuments.violations(
                                described,
                                ContractDocuments.JSON.getNodeFactory().stringNode(text))
                        .isEmpty();
                assertThat(validByPattern)
                        .as("%s, %d characters: %s", what, text.length(), describe(text))
                        .isEqualTo(isTaken(type, text));
            }
        }

        private boolean isTaken(Function<String, ?> type, String text) {
            try {
                return type.apply(text) != null;
            } catch (IllegalArgumentException refused) {
                return false;
            }
        }

        private static String describe(String text) {
            return text.length() > 300 ? "too long to show" : text;
        }
    }

    /** Texts at the bounds of the value types, and some from an unfriendly alphabet. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int length : new int[] {0, 1, 7, 8, 9, 62, 63, 64, 65, 127, 128, 129, 255, 256, 257}) {
            texts.add("a".repeat(length));
            texts.add("-".repeat(length));
            texts.add("\ud83d\ude00".repeat(length));
        }
        String envelope = "a".repeat(Jwe.MAX_LENGTH - 7) + ".b.c.d";
        texts.addAll(List.of("....", "a.b.c.d.e", "a.b.c.d.e.f", envelope + ".", envelope + ".e", envelope + "a.ee"));
        for (int groups = 0; groups < 10; groups++) {
            for (int gap = 0; gap <= groups; gap++) {
                texts.add("1:".repeat(gap) + ":2".repeat(groups - gap));
                texts.add("::" + "F:".repeat(groups) + "192.0.2." + groups * gap * 4);
            }
        }
        String[] alphabet = {
            "a",
            "F",
            "0",
            "9",
            " ",
            ".",
            "-",
            "_",
            "~",
            "!",
            "/",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00e9",
            "\u2028",
            "\u2029",
            "\u3000",
            "\ufeff",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00"
        };
        Random random = new Random(20260301);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(alphabet[random.nextInt(i % 2 == 0 ? alphabet.length : 8)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Times in all the forms that there are, most of them with a character changed, put in or left out. */
    private static List<String> times() {
        String[] ends = {"Z", "z", "+00:00", "-00:00", "+14:59", "-13:30", "+15:00", "+02:60", "+0200", ""};
        String[] fractions = {"", ".0", ".000000001", ".123456789", ".1234567890", "."};
        String changes = "0123456789-:.+TtZz \u0660\n";
        List<String> times = new ArrayList<>();
        Random random = new Random(20260301);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder time = new StringBuilder("%04d-%02d-%02dT%02d:%02d:%02d"
                    .formatted(
                            random.nextInt(10_000),
                            random.nextInt(14),
                            random.nextInt(33),
                            random.nextInt(26),
                            random.nextInt(62),
                            random.nextInt(62)));
            time.append(fractions[random.nextInt(fractions.length)]).append(ends[random.nextInt(ends.length)]);
            int at = random.nextInt(time.length());
            String change = String.valueOf(changes.charAt(random.nextInt(changes.length())));
            switch (random.nextInt(6)) {
                case 0 -> time.replace(at, at + 1, change);
                case 1 -> time.insert(at, change);
                case 2 -> time.deleteCharAt(at);
                default -> {
                    // Left as it is.
                }
            }
            times.add(time.toString());
        }
        return times;
    }

    static Stream<SessionTokenReplied> declined() {
        List<SessionTokenReplied> replies = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.ISSUED) {
                replies.add(SampleEvents.declined(outcome, null, null));
                replies.add(SampleEvents.declined(outcome, null, new AccountId("Абонент")));
            }
        }
        replies.add(SampleEvents.declined(Outcome.INVALID, "name a parameter", null));
        replies.add(SampleEvents.declined(Outcome.THROTTLED, null, null, Duration.ofMillis(1)));
        return replies.stream();
    }

    static Stream<SignOnReplied> signOnReplies() {
        return Stream.of(
                SampleEvents.signedOn(),
                SampleEvents.refused(SignOnOutcome.INVALID, "seal it again", null),
                SampleEvents.refused(SignOnOutcome.UNAUTHORISED, null, SampleEvents.HASH),
                SampleEvents.refused(SignOnOutcome.EXPIRED, null, null));
    }

    static Stream<Case> cases() {
        return ContractDocuments.ALL.stream().flatMap(schema -> {
            JsonNode table =
                    ContractDocuments.JSON.readTree(ContractDocuments.resource("/evolution/" + schema + ".json"));
            return table.get("cases").valueStream().map(row -> new Case(schema, row));
        });
    }

    private static Class<? extends Record> recordOf(String schema) {
        return switch (schema) {
            case ContractDocuments.REQUESTED -> SessionTokenRequested.class;
            case ContractDocuments.REPLIED -> SessionTokenReplied.class;
            case ContractDocuments.SIGN_ON_REQUESTED -> SignOnRequested.class;
            case ContractDocuments.SIGN_ON_REPLIED -> SignOnReplied.class;
            case ContractDocuments.DEAD_LETTERED -> DeadLettered.class;
            case ContractDocuments.DESCRIBED -> AuthServiceDescribed.class;
            case ContractDocuments.BREAKER_CHANGED -> BreakerChanged.class;
            case ContractDocuments.FAILURES_COUNTED -> FailuresCounted.class;
            case ContractDocuments.ACCESSED -> Accessed.class;
            default -> throw new AssertionError(schema);
        };
    }

    /** The CloudEvents id of a document, or the key of a catalogue entry. */
    private static String id(String schema, JsonNode document) {
        return switch (schema) {
            case ContractDocuments.DEAD_LETTERED ->
                text(document, "topic") + "-" + text(document, "partition") + "-" + text(document, "offset");
            case ContractDocuments.DESCRIBED, ContractDocuments.BREAKER_CHANGED ->
                text(document, "tenantId") + "/" + text(document, "authServiceId");
            case ContractDocuments.FAILURES_COUNTED -> text(document, "writer");
            case ContractDocuments.ACCESSED -> text(document, "accessId");
            default -> text(document, "requestId");
        };
    }

    private static String text(JsonNode document, String member) {
        return document.path(member).asString("");
    }

    /**
     * A row of a table: the first example of the schema, changed.
     *
     * <p>Members: {@code name}; {@code verdict}; {@code set}, members to put; {@code without}, members to take away;
     * {@code begin} and {@code end}, text instead of the first brace and after the last; {@code text} instead of all
     * that; {@code schemaCannotSay}, where a document is refused by a rule that JSON Schema has no words for.
     */
    record Case(String schema, JsonNode row) {

        boolean valid() {
            return row.get("verdict").asString().equals("valid");
        }

        boolean schemaCannotSay() {
            return row.has("schemaCannotSay");
        }

        String text() {
            if (row.has("text")) {
                return row.get("text").asString();
            }
            ObjectNode document = (ObjectNode) ContractDocuments.schema(schema).at("/examples/0");
            row.path("set").properties().forEach(change -> document.set(change.getKey(), change.getValue()));
            row.path("without").forEach(member -> document.remove(member.asString()));
            return row.path("begin").asString("{")
                    + ContractDocuments.JSON.writeValueAsString(document).substring(1)
                    + row.path("end").asString("");
        }

        ConsumerRecord<byte[], byte[]> asRecord() {
            JsonNode document = ContractDocuments.JSON.readTree(text().getBytes(StandardCharsets.UTF_8));
            return SampleEvents.record(schema, id(schema, document), text());
        }

        @Override
        public String toString() {
            return schema + ": " + row.get("name").asString();
        }
    }
}
