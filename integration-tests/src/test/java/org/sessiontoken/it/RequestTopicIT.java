package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.it.SharedDeployment.Running;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The outcome of each record on the request topic, whether it follows the contract or not. */
@ExtendWith(SharedDeployment.class)
class RequestTopicIT {

    private static final JsonMapper JSON = new JsonMapper();

    private final Running running;
    private final InternalSystem internal;

    RequestTopicIT(Running running) {
        this.running = running;
        this.internal = new InternalSystem(running.kafka().connections(), running.deployment().keys);
    }

    @AfterEach
    void closeProducer() {
        internal.close();
    }

    @Nested
    class ARequestThatIsSentTwice {

        @Test
        void getsTheSameTokenAndTheSameReplyButForItsTime() {
            SessionTokenRequested request = internal.request("twice");
            internal.send(InternalSystem.record(request));
            internal.send(InternalSystem.record(request));

            List<SessionTokenReplied> replies = repliesTo(request.requestId(), 2);

            SessionTokenReplied first = replies.get(0);
            SessionTokenReplied second = replies.get(1);
            assertThat(first.outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(token(first)).isEqualTo(token(second));
            assertThat(first.timings().calls())
                    .as("the calls of the backend")
                    .singleElement()
                    .satisfies(call -> assertThat(call.reason()).isNull());
            assertThat(second)
                    .usingRecursiveComparison()
                    .ignoringFields("timings")
                    .isEqualTo(first);
        }
    }

    @Nested
    class ARequestThatCannotBeWorkedOn {

        @Test
        void isAnsweredAsExpiredWhenItsDeadlineHasPassed() {
            SessionTokenRequested late =
                    internal.request("late", Instant.now().minusSeconds(10), Duration.ofSeconds(5));

            assertThat(answerTo(late).outcome()).isEqualTo(Outcome.EXPIRED);
        }

        @Test
        void isRefusedWhenItComesFromTheFuture() {
            assertRefused(
                    internal.request("early", Instant.now().plusSeconds(600), Duration.ofSeconds(5)),
                    "requested-in-the-future");
        }

        @Test
        void isRefusedWhenItWantsToWaitTooLong() {
            assertRefused(internal.request("patient", Instant.now(), Duration.ofHours(1)), "deadline-too-far");
        }

        @Test
        void isRefusedWhenItsReplyShouldGoToAnotherTopicAndNothingIsWrittenThere() {
            SessionTokenRequested request = internal.request("elsewhere");
            internal.send(InternalSystem.record(
                    request,
                    new ReturnAddress(
                            Optional.of(CorrelationKey.of(request.requestId())),
                            Optional.of(Topics.AUTH_SERVICES),
                            Optional.of(0))));

            SessionTokenReplied reply = repliesTo(request.requestId(), 1).get(0);

            assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
            assertThat(reply.reason().value()).isEqualTo("foreign-reply-topic");
            assertThat(running.topics().read(Topics.AUTH_SERVICES))
                    .noneMatch(record -> record.headers().lastHeader("ce_causationid") != null);
        }

        @Test
        void isRefusedOnItsOwnTopicWhenItsReplyShouldGoToThatOfAnotherRequestor() {
            SessionTokenRequested request = internal.request("another-requestors");
            RequestorName adapter = new RequestorName("http-adapter");
            internal.send(InternalSystem.record(
                    request, ReturnAddress.of(adapter, CorrelationKey.of(request.requestId()), 0)));

            SessionTokenReplied reply = repliesTo(request.requestId(), 1).get(0);

            assertThat(reply.reason().value()).isEqualTo("foreign-reply-topic");
            assertThat(running.topics().read(Topics.repliesTo(adapter)))
                    .noneMatch(record -> Replies.isTo(record, request.requestId()));
        }

        /** Whoever may write requests may name another requestor: what the broker says of it is for that one alone. */
        @Test
        void isRefusedOnTheTopicOfTheRequestorThatItNamesWhoeverSentIt() {
            RequestorName adapter = new RequestorName("http-adapter");
            SessionTokenRequested forged = sealedWith(running.deployment().keys.internal, adapter);
            internal.send(InternalSystem.record(forged));

            assertThat(repliesTo(forged.requestId(), 1).get(0).reason().value()).isEqualTo("foreign-sealing-key");
            assertThat(running.topics().read(Topics.repliesTo(InternalSystem.NAME)))
                    .noneMatch(record -> Replies.isTo(record, forged.requestId()));
        }

        @Test
        void becomesADeadLetterWhenTheBrokerKnowsNoRequestorOfThisName() {
            SessionTokenRequested request = sealedWith(running.deployment().keys.internal, new RequestorName("nobody"));
            byte[] key = bytes("nobody-" + UUID.randomUUID());
            ProducerRecord<byte[], byte[]> record = InternalSystem.record(request);
            internal.send(new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers()));

            assertThat(deadLetter(key).reason().value()).isEqualTo("unknown-requestor");
            assertThat(running.topics().read(Topics.ALL_REPLIES))
                    .noneMatch(reply -> Replies.isTo(reply, request.requestId()));
            assertThat(running.topics().topics()).doesNotContain(Topics.repliesTo(new RequestorName("nobody")));
        }

        @Test
        void isRefusedWhenItsReplyPartitionDoesNotExist() {
            SessionTokenRequested request = internal.request("nowhere");
            internal.send(InternalSystem.record(
                    request, ReturnAddress.of(InternalSystem.NAME, CorrelationKey.of(request.requestId()), 4_711)));

            assertThat(repliesTo(request.requestId(), 1).get(0).reason().value())
                    .isEqualTo("no-such-reply-partition");
        }

        @Test
        void isRefusedWhenItsKeyIsUnknown() {
            assertRefused(sealedWith(randomKey("nobody-knows-me"), InternalSystem.NAME), "unknown-sealing-key");
        }

        @Test
        void isRefusedWhenItIsSealedWithAnotherRequestorsKey() {
            NamedKey adapters = running.deployment().keys.adapter;

            assertRefused(sealedWith(adapters, InternalSystem.NAME), "foreign-sealing-key");
        }

        @Test
        void isRefusedWhenItsCredentialsAreThoseOfAnotherRequest() {
            SessionTokenRequested victim = internal.request("victim");
            SessionTokenRequested thief = internal.request("thief");

            assertRefused(
                    new SessionTokenRequested(
                            thief.requestId(),
                            thief.tenantId(),
                            thief.authServiceId(),
                            thief.parameterNames(),
                            victim.credentials(),
                            thief.requestedAt(),
                            thief.expiresAt(),
                            thief.requestor()),
                    "envelope-bound-elsewhere");
        }

        private SessionTokenRequested sealedWith(NamedKey key, RequestorName claimed) {
            SessionTokenRequested like = internal.request("x");
            return new SessionTokenRequested(
                    like.requestId(),
                    like.tenantId(),
                    like.authServiceId(),
                    like.parameterNames(),
                    Envelope.seal(
                            Secret.ofText("{\"parameters\":[]}"),
                            Purpose.CREDENTIALS,
                            Binding.toRequest(like.requestId(), like.tenantId(), like.authServiceId()),
                            new SealingKey(claimed, key)),
                    like.requestedAt(),
                    like.expiresAt(),
                    claimed);
        }

        private void assertRefused(SessionTokenRequested request, String reason) {
            SessionTokenReplied reply = answerTo(request);
            assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
            assertThat(reply.reason().value()).isEqualTo(reason);
            assertThat(reply.detail()).isNotBlank();
        }
    }

    @Nested
    class ARecordThatCannotBeRead {

        static Stream<Arguments> garbage() {
            byte[] random = new byte[700];
            new java.util.Random(42).nextBytes(random);
            return Stream.of(
                    Arguments.of("random bytes", random, "unreadable-value"),
                    Arguments.of("no value", null, "unreadable-value"),
                    Arguments.of("no JSON", bytes("hello"), "unreadable-value"),
                    Arguments.of("JSON of another kind", bytes("[1, 2]"), "unreadable-value"),
                    Arguments.of("JSON of other members", bytes("{\"a\": 1}"), "unreadable-value"),
                    Arguments.of("deep JSON", bytes("[".repeat(50_000)), "unreadable-value"),
                    Arguments.of(
                            "plain parameters",
                            bytes("{\"parameters\": [{\"name\": \"a\", \"value\": \"plain-canary\"}]}"),
                            "plain-parameters"));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("garbage")
        void becomesADeadLetterWithTheReasonAndTheNextGoodRequestIsAnswered(String name, byte[] value, String reason) {
            byte[] key = bytes("garbage-" + UUID.randomUUID());
            internal.send(new ProducerRecord<>(Topics.REQUESTS, key, value));
            SessionTokenRequested good = internal.request("after-garbage");
            internal.send(InternalSystem.record(good));

            DeadLettered letter = deadLetter(key);

            assertThat(letter.reason().value()).isEqualTo(reason);
            assertThat(letter.detail()).isNotBlank();
            assertThat(repliesTo(good.requestId(), 1).get(0).outcome()).isEqualTo(Outcome.ISSUED);
        }

        @Test
        void becomesADeadLetterWhenItsCloudEventsHeadersAreMissing() {
            ProducerRecord<byte[], byte[]> whole = InternalSystem.record(internal.request("headless"));
            byte[] key = bytes("headless-" + UUID.randomUUID());
            internal.send(new ProducerRecord<>(Topics.REQUESTS, key, whole.value()));

            DeadLettered letter = deadLetter(key);

            assertThat(letter.reason().value()).isEqualTo("unreadable-headers");
            assertThat(letter.detail()).contains("ce_");
        }

        static Stream<Arguments> mistakes() {
            return Stream.of(
                    mistake(
                            "ce_type is missing",
                            "unreadable-headers",
                            "ce_type",
                            (record, value) -> record.headers().remove("ce_type")),
                    mistake(
                            "a member is missing",
                            "unreadable-value",
                            "'parameterNames' is missing",
                            (record, value) -> value.remove("parameterNames")),
                    mistake(
                            "a member has another type",
                            "unreadable-value",
                            "'expiresAt' must be a string",
                            (record, value) -> value.put("expiresAt", 4711)),
                    mistake(
                            "an ID is malformed",
                            "unreadable-value",
                            "'tenantId'",
                            (record, value) -> value.put("tenantId", "a b")),
                    mistake(
                            "the requestor is not named",
                            "unreadable-value",
                            "'requestor' is missing",
                            (record, value) -> value.remove("requestor")),
                    mistake(
                            "parameters in the clear",
                            "plain-parameters",
                            "must be sealed",
                            (record, value) -> value.putArray("parameters")),
                    mistake(
                            "too many names",
                            "unreadable-value",
                            "at most 32 names",
                            (record, value) -> java.util.stream.IntStream.range(0, 33)
                                    .forEach(i ->
                                            value.withArray("parameterNames").add("p" + i))),
                    mistake(
                            "the partition as text",
                            "unreadable-headers",
                            "big-endian int32",
                            (record, value) -> record.headers()
                                    .remove("kafka_replyPartition")
                                    .add("kafka_replyPartition", bytes("3"))));
        }

        private static Arguments mistake(
                String name,
                String reason,
                String said,
                BiConsumer<ProducerRecord<byte[], byte[]>, ObjectNode> change) {
            return Arguments.of(name, reason, said, change);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("mistakes")
        void isAnsweredWithTheMistakeWhereItsRequestorIsKnown(
                String name,
                String reason,
                String said,
                BiConsumer<ProducerRecord<byte[], byte[]>, ObjectNode> change) {
            SessionTokenRequested request = internal.request("with-a-mistake");
            ProducerRecord<byte[], byte[]> record = InternalSystem.record(
                    request, ReturnAddress.of(InternalSystem.NAME, CorrelationKey.of(request.requestId()), 3));
            ObjectNode value = (ObjectNode) JSON.readTree(record.value());
            change.accept(record, value);
            byte[] key = bytes("mistake-" + UUID.randomUUID());
            internal.send(
                    new ProducerRecord<>(record.topic(), null, key, JSON.writeValueAsBytes(value), record.headers()));

            SessionTokenReplied reply = repliesTo(request.requestId(), 1).get(0);

            assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
            assertThat(reply.reason().value()).isEqualTo(reason);
            assertThat(reply.detail()).contains(said);
            DeadLettered letter = deadLetter(key);
            assertThat(letter.reason().value()).isEqualTo(reason);
            assertThat(letter.requestId()).isEqualTo(request.requestId());
            assertThat(letter.correlationId()).hasToString(new String(key, StandardCharsets.UTF_8));
        }

        @Test
        void isLostInNoPartOfItSinceTheOperatorCanOpenTheDeadLetter() {
            byte[] key = bytes("sealed-" + UUID.randomUUID());
            internal.send(new ProducerRecord<>(Topics.REQUESTS, key, bytes("what was it?")));

            DeadLettered letter = deadLetter(key);

            RequestorName owner = new RequestorName("operator");
            Envelope envelope =
                    new Envelope(KeyRing.of(java.util.Map.of(owner, List.of(running.deployment().keys.deadLetters))));
            OpenResult opening = envelope.open(
                    java.util.Objects.requireNonNull(letter.value()),
                    Purpose.DEAD_LETTER,
                    Binding.toRecord(letter.topic(), letter.partition(), letter.offset()));
            assertThat(opening)
                    .isInstanceOfSatisfying(
                            OpenResult.Opened.class,
                            opened -> assertThat(opened.content().text()).isEqualTo("what was it?"));
        }
    }

    private DeadLettered deadLetter(byte[] key) {
        ConsumerRecord<byte[], byte[]> found = running.topics()
                .await(Topics.DEAD_LETTERS, 1, record -> java.util.Arrays.equals(record.key(), key))
                .get(0);
        return DeadLetterCodec.read(found);
    }

    private SessionTokenReplied answerTo(SessionTokenRequested request) {
        internal.send(InternalSystem.record(request));
        return repliesTo(request.requestId(), 1).get(0);
    }

    private List<SessionTokenReplied> repliesTo(RequestId requestId, int count) {
        return running.topics().await(Topics.ALL_REPLIES, count, record -> Replies.isTo(record, requestId)).stream()
                .map(record -> ReplyCodec.read(record).reply())
                .toList();
    }

    private Secret token(SessionTokenReplied reply) {
        Envelope envelope = new Envelope(
                KeyRing.of(java.util.Map.of(InternalSystem.NAME, List.of(running.deployment().keys.internal))));
        OpenResult opening = envelope.open(
                java.util.Objects.requireNonNull(reply.sessionToken()),
                Purpose.SESSION_TOKEN,
                Binding.toRequest(
                        reply.requestId(),
                        java.util.Objects.requireNonNull(reply.tenantId()),
                        java.util.Objects.requireNonNull(reply.authServiceId())));
        return ((OpenResult.Opened) opening).content();
    }

    private static NamedKey randomKey(String kid) {
        byte[] random = new byte[32];
        new java.security.SecureRandom().nextBytes(random);
        return new NamedKey(kid, "A256GCMKW", Secret.ofBytes(random));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
