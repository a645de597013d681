package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.client.SignOnReply.Declined;
import org.sessiontoken.client.SignOnReply.Refused;
import org.sessiontoken.client.SignOnReply.SignedOn;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.SignOnCodec;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.sealing.SignedOnTokens;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/** What the client promises of signing on, with Kafka's own mocks in place of a Kafka. */
@Timeout(60)
class SignOnTest {

    private static final TopicPartition REPLIES = new TopicPartition(Samples.REPLY_TOPIC, 0);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final RequestId ANOTHER = new RequestId("request-0002");
    private static final SignedOnTokens TOKENS =
            new SignedOnTokens(Secret.ofText("a.b.c"), Optional.of(Secret.ofText("refresh")));

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Samples.cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeAdmin admin = new FakeAdmin();
    private long offset;

    @BeforeEach
    void hasItsTopic() {
        consumer.updatePartitions(Samples.REPLY_TOPIC, List.of(Samples.partition(Samples.REPLY_TOPIC, 0)));
        consumer.updateBeginningOffsets(Map.of(REPLIES, 0L));
        consumer.updateEndOffsets(Map.of(REPLIES, 0L));
        admin.hasTopic(Topics.SIGN_ONS, Samples.observed(1));
    }

    @Nested
    class AnAttempt {

        @Test
        void completesWithItsTokens() {
            try (SessionTokenClient client = ready(LONG, 8)) {
                CompletableFuture<SignOnReply> reply = signOn(client);
                SignOnEvent sent = sent(0);

                reply(Samples.signedOn(
                        sent.request().requestId(), sent.request().requestId(), TOKENS.write()));

                assertThat(reply)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo(new SignedOn(
                                sent.request().requestId(),
                                Samples.APP,
                                TOKENS.accessToken(),
                                TOKENS.refreshToken(),
                                Samples.NOON.plusSeconds(300)));
                assertThat(client.inFlight()).isZero();
            }
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGNED_ON")
        void completesWithTheRefusalOfTheService(SignOnOutcome outcome) {
            try (SessionTokenClient client = ready(LONG, 8)) {
                CompletableFuture<SignOnReply> reply = signOn(client);

                reply(Samples.refused(sent(0).request().requestId(), outcome));

                assertThat(reply)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.outcome()).isEqualTo(outcome));
            }
        }

        @Test
        void isKeyedByTheHashOfItsTokenWhichIsNowhereReadable() {
            try (SessionTokenClient client = ready(Duration.ofMillis(50), 8)) {
                signOn(client);
                ProducerRecord<byte[], byte[]> written = producer.history().get(0);

                assertThat(written.partition()).isNull();
                assertThat(sent(0).tokenHash()).isEqualTo(TokenHash.of(Samples.TOKEN));
                assertThat(new String(written.value(), StandardCharsets.UTF_8))
                        .doesNotContain(Samples.TOKEN.text(), Samples.REPEAT_KEY.text());
            }
        }

        @Test
        void isDeclinedAsExpiredAtItsDeadline() {
            try (SessionTokenClient client = ready(Duration.ofMillis(50), 8)) {
                assertThat(signOn(client))
                        .succeedsWithin(Duration.ofSeconds(10))
                        .matches(reply -> isDeclined(reply, Outcome.EXPIRED, "no-reply"));
            }
        }

        @Test
        void sharesTheMaximumInFlightWithRequests() {
            try (SessionTokenClient client = ready(Duration.ofMillis(500), 1)) {
                CompletableFuture<SessionTokenReply> request =
                        client.request(Samples.request()).toCompletableFuture();

                assertThat(signOn(client)).isCompletedWithValueMatching(SignOnTest::isTooMuch);
                assertThat(client.signOnRefusal())
                        .hasValueSatisfying(
                                reply -> assertThat(isTooMuch(reply)).isTrue());
                assertThat(request).isNotDone();
            }
        }

        @Test
        void isDeclinedAfterClosing() {
            SessionTokenClient client = ready(LONG, 8);
            client.close();

            assertThat(signOn(client))
                    .isCompletedWithValueMatching(reply -> isDeclined(reply, Outcome.UNAVAILABLE, "client-closing"));
        }

        @Test
        void isABugOfTheCallerIfTheSettingsDoNotSaySo() {
            try (SessionTokenClient client = started(Samples.settings(LONG, 8))) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> client.signOn(Samples.signOn()))
                        .withMessageContaining("withSignOn");
                assertThat(admin.described()).doesNotContain(Topics.SIGN_ONS);
            }
        }
    }

    /** Requests for session tokens are not concerned. */
    @Nested
    class WithoutItsTopic {

        @Test
        void isDeclinedWhileTheTopicIsMissingAndSentOnceItIsThere() {
            admin.hasNoTopic(Topics.SIGN_ONS);
            try (CapturedLog log = new CapturedLog();
                    SessionTokenClient client =
                            started(Samples.settings(LONG, 8).withSignOn())) {
                await().untilAsserted(() -> assertThat(signOn(client))
                        .isCompletedWithValueMatching(
                                reply -> isDeclined(reply, Outcome.UNAVAILABLE, "topic-unavailable")));
                await().until(() -> client.availability() == Availability.READY);
                assertThat(log.lines())
                        .filteredOn(line -> line.contains("Attempts to sign on cannot be sent"))
                        .hasSize(1);

                admin.hasTopic(Topics.SIGN_ONS, Samples.observed(1));

                await().until(() -> !signOn(client).isDone());
                producer.history().forEach(written -> answer(read(written)));
            }
        }

        @Test
        void isDeclinedWithoutTheRightToWrite() {
            admin.hasTopic(
                    Topics.SIGN_ONS,
                    new ObservedTopic(Uuid.randomUuid(), 1, Set.of(0), Set.of(AclOperation.DESCRIBE), 1));
            try (SessionTokenClient client = started(Samples.settings(LONG, 8).withSignOn())) {
                await().untilAsserted(() -> assertThat(signOn(client))
                        .isCompletedWithValueMatching(
                                reply -> isDeclined(reply, Outcome.UNAVAILABLE, "not-authorised")));
                await().until(() -> client.availability() == Availability.READY);
            }
        }
    }

    /** Both kinds of replies are on one topic; a correlation key of the one is not that of the other. */
    @Nested
    class BesideRequests {

        @Test
        void isNotAnsweredByAReplyToARequestNorTheOtherWayRound() {
            try (SessionTokenClient client = ready(Duration.ofSeconds(2), 8)) {
                CompletableFuture<SignOnReply> signOn = signOn(client);
                RequestId attempt = sent(0).request().requestId();
                CompletableFuture<SessionTokenReply> request =
                        client.request(Samples.request()).toCompletableFuture();
                RequestId requestId = requestIdOfSecond();

                add(Samples.record(CorrelationKey.of(attempt), Samples.replied(attempt, Outcome.FORBIDDEN, null)));
                reply(Samples.refused(requestId, SignOnOutcome.UNAUTHORISED));
                reply(Samples.refused(ANOTHER, SignOnOutcome.UNAUTHORISED));

                reply(Samples.refused(attempt, SignOnOutcome.UNAUTHORISED));
                assertThat(signOn).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Refused.class);
                assertThat(request).isNotDone();
                add(Samples.record(CorrelationKey.of(requestId), Samples.replied(requestId, Outcome.FORBIDDEN, null)));
                assertThat(request)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isInstanceOfSatisfying(
                                SessionTokenReply.Declined.class,
                                declined -> assertThat(declined.outcome()).isEqualTo(Outcome.FORBIDDEN));
            }
        }

        private RequestId requestIdOfSecond() {
            ProducerRecord<byte[], byte[]> written = producer.history().get(1);
            return RequestCodec.read(Samples.record(0, written.key(), written.value(), written.headers()))
                    .request()
                    .requestId();
        }
    }

    @Nested
    class AnUnreadableReply {

        @Test
        void isOneWhoseTokensWereSealedForAnotherAttempt() {
            assertUnreadable(id -> Samples.signedOn(id, ANOTHER, TOKENS.write()));
        }

        @Test
        void isOneWhoseTokensAreNotAsDescribed() {
            assertUnreadable(id -> Samples.signedOn(id, id, Secret.ofText("{\"token\":\"a.b.c\"}")));
        }

        private void assertUnreadable(Function<RequestId, SignOnReplied> replied) {
            try (SessionTokenClient client = ready(LONG, 8)) {
                CompletableFuture<SignOnReply> reply = signOn(client);

                reply(replied.apply(sent(0).request().requestId()));

                assertThat(reply)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .matches(found -> isDeclined(found, Outcome.UNAVAILABLE, "unreadable-reply"));
            }
        }
    }

    private SessionTokenClient ready(Duration deadline, int maxInFlight) {
        SessionTokenClient client =
                started(Samples.settings(deadline, maxInFlight).withSignOn());
        await().until(() -> client.availability() == Availability.READY && client.canSignOn());
        return client;
    }

    private SessionTokenClient started(ClientSettings settings) {
        admin.answersWithMembers(1);
        SessionTokenClient client = new SessionTokenClient(
                settings,
                Clock.fixed(Samples.NOON, ZoneOffset.UTC),
                new KafkaClients(() -> consumer, Samples::noConsumer, () -> producer, admin),
                ObservationRegistry.NOOP);
        client.start();
        return client;
    }

    private static CompletableFuture<SignOnReply> signOn(SessionTokenClient client) {
        return client.signOn(Samples.signOn()).toCompletableFuture();
    }

    private SignOnEvent sent(int number) {
        return read(producer.history().get(number));
    }

    private static SignOnEvent read(ProducerRecord<byte[], byte[]> written) {
        return SignOnCodec.read(Samples.record(0, written.key(), written.value(), written.headers()));
    }

    private void answer(SignOnEvent attempt) {
        reply(Samples.refused(attempt.request().requestId(), SignOnOutcome.UNAUTHORISED));
    }

    private void reply(SignOnReplied reply) {
        add(Samples.record(CorrelationKey.of(reply.requestId()), reply));
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        long at = offset++;
        consumer.schedulePollTask(
                () -> consumer.addRecord(Samples.record(at, record.key(), record.value(), record.headers())));
    }

    private static boolean isTooMuch(SignOnReply reply) {
        return isDeclined(reply, Outcome.UNAVAILABLE, "too-much-in-flight");
    }

    private static boolean isDeclined(SignOnReply reply, Outcome outcome, String reason) {
        return reply instanceof Declined declined
                && declined.outcome() == outcome
                && declined.reason().value().equals(reason);
    }
}
