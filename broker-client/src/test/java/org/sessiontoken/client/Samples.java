package org.sessiontoken.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.event.SignOnReplyEvent;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sealing.SignOnCredentials;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;
import org.sessiontoken.value.TraceParent;

/** Requests, replies and settings for tests. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final RequestId REQUEST = new RequestId("request-0001");
    static final TenantId TENANT = new TenantId("nagra");
    static final AuthServiceId SERVICE = new AuthServiceId("Customer Auth Service");
    static final RequestorName REQUESTOR = new RequestorName("billing");
    static final String REPLY_TOPIC = Topics.repliesTo(REQUESTOR);
    static final CorrelationId FLOW = new CorrelationId("flow-1");
    static final Secret TOKEN = Secret.ofText("abc3fj6sdehd529ng33dg");
    static final Secret REPEAT_KEY = Secret.ofText("7WqJ3bXcT0aLk2mN9pRsVw");
    static final ClientId APP = new ClientId("app-1");
    static final NamedKey KEY = DevelopmentKeys.generate("billing-1", "A256GCMKW", 32);
    private static final Node NODE = new Node(1, "kafka", 9092);

    private Samples() {}

    static ClientSettings settings(Duration deadline, int maxInFlight) {
        return settings(deadline, maxInFlight, ClientSettings.DEFAULT_HEDGE_AFTER);
    }

    static ClientSettings settings(Duration deadline, int maxInFlight, Duration hedgeAfter) {
        return new ClientSettings(
                REQUESTOR,
                List.of(KEY),
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                deadline,
                maxInFlight,
                Optional.of(0),
                FakeAdmin.GROUP,
                hedgeAfter);
    }

    static SessionTokenRequest request() {
        return request(false);
    }

    static SessionTokenRequest request(boolean repeatable) {
        return new SessionTokenRequest(
                TENANT,
                SERVICE,
                FLOW,
                new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText("credential")))),
                Optional.empty(),
                repeatable,
                Optional.empty());
    }

    /** The event of {@link #request()}, as it would be sent. */
    static RequestEvent event(Optional<TraceParent> trace) {
        CorrelationKey key = CorrelationKey.of(REQUEST);
        return new RequestEvents(
                        settings(Duration.ofSeconds(5), 8),
                        () -> new SealingKey(REQUESTOR, KEY),
                        Clock.fixed(NOON, ZoneOffset.UTC))
                .of(request(), REQUEST, key, 0)
                .orElseThrow()
                .withTrace(trace);
    }

    static SignOnRequest signOn() {
        return new SignOnRequest(
                TENANT,
                SERVICE,
                APP,
                FLOW,
                new SignOnCredentials(TOKEN, REPEAT_KEY, Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    /** Somebody has signed on, and gets this content, sealed for this attempt. */
    static SignOnReplied signedOn(RequestId requestId, RequestId sealedFor, Secret content) {
        Jwe tokens = Envelope.seal(
                content,
                Purpose.SIGNED_ON,
                Binding.toRequest(sealedFor, TENANT, SERVICE),
                new SealingKey(REQUESTOR, KEY));
        return new SignOnReplied(
                requestId,
                TENANT,
                SERVICE,
                REQUESTOR,
                APP,
                SignOnOutcome.SIGNED_ON,
                new ReasonCode("signed-on"),
                null,
                TokenHash.of(TOKEN),
                new AccountId("account-1"),
                tokens,
                new AccessTokenId("Wk3nO2cJ0mT5yQ7vR1sXaA"),
                NOON.plusSeconds(300),
                NOON,
                new Timings(NOON, NOON.plusMillis(5)),
                "session-1",
                null);
    }

    static SignOnReplied refused(RequestId requestId, SignOnOutcome outcome) {
        return new SignOnReplied(
                requestId,
                TENANT,
                SERVICE,
                REQUESTOR,
                APP,
                outcome,
                new ReasonCode("some-reason"),
                outcome == SignOnOutcome.INVALID ? "seal it again" : null,
                TokenHash.of(TOKEN),
                null,
                null,
                null,
                null,
                NOON,
                new Timings(NOON, NOON.plusMillis(5)),
                "session-1",
                null);
    }

    /** A record of the reply topic. */
    static ConsumerRecord<byte[], byte[]> record(CorrelationKey correlationKey, SignOnReplied reply) {
        ProducerRecord<byte[], byte[]> written = SignOnReplyCodec.write(
                new SignOnReplyEvent(FLOW, reply, Optional.of(correlationKey), Optional.empty()), Optional.of(0));
        return record(0, written.key(), written.value(), written.headers());
    }

    static SessionTokenReplies replies() {
        return new SessionTokenReplies(envelope());
    }

    static Envelope envelope() {
        return new Envelope(KeyRing.of(Map.of(REQUESTOR, List.of(KEY))));
    }

    static SessionTokenReplied issued(RequestId sealedFor) {
        Jwe token = Envelope.seal(
                TOKEN,
                Purpose.SESSION_TOKEN,
                Binding.toRequest(sealedFor, TENANT, SERVICE),
                new SealingKey(REQUESTOR, KEY));
        return replied(REQUEST, Outcome.ISSUED, token);
    }

    static SessionTokenReplied replied(RequestId requestId, Outcome outcome, @Nullable Jwe token) {
        return replied(requestId, outcome, token, Attempt.FIRST);
    }

    static SessionTokenReplied replied(RequestId requestId, Outcome outcome, @Nullable Jwe token, Attempt attempt) {
        return new SessionTokenReplied(
                requestId,
                TENANT,
                SERVICE,
                REQUESTOR,
                outcome,
                new ReasonCode("some-reason"),
                outcome == Outcome.INVALID ? "name a parameter" : null,
                token == null ? null : new AccountId("account-1"),
                token == null ? null : TokenHash.of(TOKEN),
                token,
                token == null ? null : NOON.plusSeconds(300),
                outcome.invitesRetry() ? Duration.ofSeconds(7) : null,
                new Timings(NOON, NOON.plusMillis(5)),
                "broker-1",
                attempt,
                null);
    }

    /** A record of the reply topic. */
    static ConsumerRecord<byte[], byte[]> record(CorrelationKey correlationKey, SessionTokenReplied reply) {
        ProducerRecord<byte[], byte[]> written = ReplyCodec.write(
                new ReplyEvent(FLOW, reply, Optional.of(correlationKey), Optional.empty()), Optional.of(0));
        return record(0, written.key(), written.value(), written.headers());
    }

    static ConsumerRecord<byte[], byte[]> record(
            long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                REPLY_TOPIC,
                0,
                offset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** A topic with these partitions, each with a leader; another one with each call. */
    static ObservedTopic observed(int partitions) {
        return new ObservedTopic(
                Uuid.randomUuid(),
                partitions,
                IntStream.range(0, partitions).boxed().collect(Collectors.toSet()),
                Set.of(),
                partitions == 0 ? 0 : 1);
    }

    static Consumer<byte[], byte[]> noConsumer() {
        throw new AssertionError("no consumer is needed");
    }

    static PartitionInfo partition(String topic, int partition) {
        return new PartitionInfo(topic, partition, NODE, new Node[] {NODE}, new Node[] {NODE});
    }

    /** What a producer knows of a Kafka that has the topics of requests and sign-ons. */
    static Cluster cluster() {
        return cluster(1);
    }

    /** The same, with so many partitions. */
    static Cluster cluster(int partitions) {
        return new Cluster(
                "cluster",
                List.of(NODE),
                IntStream.range(0, partitions)
                        .boxed()
                        .flatMap(number ->
                                Stream.of(partition(Topics.REQUESTS, number), partition(Topics.SIGN_ONS, number)))
                        .toList(),
                Set.of(),
                Set.of());
    }
}
