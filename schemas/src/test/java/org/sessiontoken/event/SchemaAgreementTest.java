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
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
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

    static final List<String> SCHEMAS = Contract.ALL;

    @Nested
    class TheSchemas {

        @ParameterizedTest
        @FieldSource("org.sessiontoken.event.SchemaAgreementTest#SCHEMAS")
        void areJsonSchema202012(String schema) {
            assertThat(Contract.violationsOfMetaSchema(schema)).isEmpty();
        }

        @ParameterizedTest
        @FieldSource("org.sessiontoken.event.SchemaAgreementTest#SCHEMAS")
        void showExamplesThatValidateAndThatTheCodecReads(String schema) {
            JsonNode examples = Contract.schema(schema).get("examples");

            assertThat(examples).isNotEmpty();
            assertThat(examples).allSatisfy(example -> {
                assertThat(Contract.violations(schema, example)).isEmpty();
                assertThatNoException()
                        .isThrownBy(() ->
                                Events.read(schema, Events.record(schema, id(schema, example), example.toString())));
            });
        }

        @Test
        void showAReplyOfEachOutcome() {
            JsonNode examples = Contract.schema(Contract.REPLIED).get("examples");

            assertThat(examples.valueStream()
                            .map(example -> example.get("outcome").asString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Outcome.values()).map(Outcome::code).toList());
        }

        @ParameterizedTest
        @FieldSource("org.sessiontoken.event.SchemaAgreementTest#SCHEMAS")
        void nameTheMembersOfTheRecord(String schema) {
            List<String> members = Stream.of(recordOf(schema).getRecordComponents())
                    .map(component -> component.getName())
                    .toList();

            assertThat(Contract.schema(schema).get("properties").propertyNames())
                    .containsExactlyElementsOf(members);
        }
    }

    @Nested
    class TheTables {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.event.SchemaAgreementTest#cases")
        void areJudgedAlikeBySchemaAndCodec(Case row) {
            JsonNode document = Contract.JSON.readTree(row.text());

            List<String> violations = Contract.violations(row.schema(), document);

            assertThat(violations.isEmpty())
                    .as("valid by the schema, which says %s", violations)
                    .isEqualTo(row.valid() || row.schemaCannotSay());
            if (row.valid()) {
                Record event = Events.read(row.schema(), row.asRecord());
                assertThat(Contract.violations(row.schema(), Contract.JSON.readTree(JsonValues.write(event))))
                        .as("what is written of what was read")
                        .isEmpty();
            } else {
                assertThatExceptionOfType(UnreadableEventException.class)
                        .isThrownBy(() -> Events.read(row.schema(), row.asRecord()))
                        .withNoCause();
            }
        }
    }

    @Nested
    class WhatIsWritten {

        @Test
        void validatesForARequest() {
            assertValid(Contract.REQUESTED, RequestCodec.write(Events.request()).value());
        }

        @Test
        void validatesForAnIssuedToken() {
            assertValid(Contract.REPLIED, JsonValues.write(Events.issued()));
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.event.SchemaAgreementTest#declined")
        void validatesForWhatWasDeclined(SessionTokenReplied reply) {
            assertValid(Contract.REPLIED, JsonValues.write(reply));
        }

        @Test
        void validatesForAnAuthService() {
            assertValid(Contract.DESCRIBED, JsonValues.write(Events.authService()));
        }

        @Test
        void validatesForADeadLetterWithAndWithoutAValue() {
            assertValid(Contract.DEAD_LETTERED, JsonValues.write(Events.deadLetter(Events.SEALED)));
            assertValid(Contract.DEAD_LETTERED, JsonValues.write(Events.deadLetter(null)));
            assertValid(Contract.BREAKER_CHANGED, JsonValues.write(Events.breaker()));
        }

        private void assertValid(String schema, byte[] value) {
            assertThat(Contract.violations(schema, Contract.JSON.readTree(value)))
                    .isEmpty();
        }
    }

    @Nested
    class ValueTypes {

        @Test
        void takeWhatThePatternsTake() {
            assertAgreement(Contract.REQUESTED, "requestId", RequestId::new);
            assertAgreement(Contract.REQUESTED, "tenantId", TenantId::new);
            assertAgreement(Contract.REQUESTED, "authServiceId", AuthServiceId::new);
            assertAgreement(Contract.REQUESTED, "requestor", RequestorName::new);
            assertAgreement(Contract.REQUESTED, "credentials", Jwe::new);
            assertAgreement(Contract.REPLIED, "requestId", RequestId::new);
            assertAgreement(Contract.REPLIED, "tenantId", TenantId::new);
            assertAgreement(Contract.REPLIED, "authServiceId", AuthServiceId::new);
            assertAgreement(Contract.REPLIED, "requestor", RequestorName::new);
            assertAgreement(Contract.REPLIED, "reason", ReasonCode::new);
            assertAgreement(Contract.REPLIED, "accountId", AccountId::new);
            assertAgreement(Contract.REPLIED, "tokenHash", TokenHash::new);
            assertAgreement(Contract.REPLIED, "sessionToken", Jwe::new);
            assertAgreement(Contract.DESCRIBED, "tenantId", TenantId::new);
            assertAgreement(Contract.DESCRIBED, "authServiceName", AuthServiceId::new);
            assertAgreement(Contract.BREAKER_CHANGED, "tenantId", TenantId::new);
            assertAgreement(Contract.BREAKER_CHANGED, "authServiceName", AuthServiceId::new);
            assertAgreement(Contract.DEAD_LETTERED, "reason", ReasonCode::new);
            assertAgreement(Contract.DEAD_LETTERED, "value", Jwe::new);
        }

        @Test
        void takeTheTimesThatThePatternTakes() {
            JsonNode described = Contract.schema(Contract.REQUESTED).at("/$defs/time");
            assertAgreement("time", described, times(), JsonTimes::instant);
            assertThat(times())
                    .filteredOn(text -> isTaken(JsonTimes::instant, text))
                    .hasSizeGreaterThan(1000)
                    .allSatisfy(text -> assertThat(JsonTimes.instant(text)).isEqualTo(Instant.parse(text)));
        }

        private void assertAgreement(String schema, String member, Function<String, Record> type) {
            JsonNode described = Contract.schema(schema).at("/properties/" + member);
            assertAgreement(member + " of " + schema, described, texts(), type);
        }

        private void assertAgreement(String what, JsonNode described, List<String> texts, Function<String, ?> type) {
            for (String text : texts) {
                boolean validByPattern = Contract.violations(
                                described, Contract.JSON.getNodeFactory().stringNode(text))
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
                replies.add(Events.declined(outcome, null, null));
                replies.add(Events.declined(outcome, null, new AccountId("Абонент")));
            }
        }
        replies.add(Events.declined(Outcome.INVALID, "name a parameter", null));
        replies.add(Events.declined(Outcome.THROTTLED, null, null, Duration.ofMillis(1)));
        return replies.stream();
    }

    static Stream<Case> cases() {
        return Contract.ALL.stream().flatMap(schema -> {
            JsonNode table = Contract.JSON.readTree(Contract.resource("/evolution/" + schema + ".json"));
            return table.get("cases").valueStream().map(row -> new Case(schema, row));
        });
    }

    private static Class<? extends Record> recordOf(String schema) {
        return switch (schema) {
            case Contract.REQUESTED -> SessionTokenRequested.class;
            case Contract.REPLIED -> SessionTokenReplied.class;
            case Contract.DEAD_LETTERED -> DeadLettered.class;
            case Contract.DESCRIBED -> AuthServiceDescribed.class;
            case Contract.BREAKER_CHANGED -> BreakerChanged.class;
            default -> throw new AssertionError(schema);
        };
    }

    /** The CloudEvents id of a document, or the key of a catalogue entry. */
    private static String id(String schema, JsonNode document) {
        return switch (schema) {
            case Contract.DEAD_LETTERED ->
                text(document, "topic") + "-" + text(document, "partition") + "-" + text(document, "offset");
            case Contract.DESCRIBED, Contract.BREAKER_CHANGED ->
                text(document, "tenantId") + "/" + text(document, "authServiceName");
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
            ObjectNode document = (ObjectNode) Contract.schema(schema).at("/examples/0");
            row.path("set").properties().forEach(change -> document.set(change.getKey(), change.getValue()));
            row.path("without").forEach(member -> document.remove(member.asString()));
            return row.path("begin").asString("{")
                    + Contract.JSON.writeValueAsString(document).substring(1)
                    + row.path("end").asString("");
        }

        ConsumerRecord<byte[], byte[]> asRecord() {
            JsonNode document = Contract.JSON.readTree(text().getBytes(StandardCharsets.UTF_8));
            return Events.record(schema, id(schema, document), text());
        }

        @Override
        public String toString() {
            return schema + ": " + row.get("name").asString();
        }
    }
}
