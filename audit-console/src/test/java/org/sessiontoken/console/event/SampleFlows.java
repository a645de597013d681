package org.sessiontoken.console.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.BackendCall;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** The records of a request and what comes of it, as adapter and broker write them. */
public final class SampleFlows {

    /** When the requests here are made. */
    public static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    /** How long their requestor waits. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    /** The account of their credential. */
    public static final AccountId ACCOUNT = new AccountId("account-of-a-person");

    public static final TenantId TENANT = new TenantId("nagra");
    public static final AuthServiceId SERVICE = new AuthServiceId("Customer Auth Service");
    private static final RequestorName ADAPTER = new RequestorName("http-adapter");
    private static final Secret TOKEN = Secret.ofText("the-session-token-itself");
    private static final SealingKey KEY =
            new SealingKey(ADAPTER, DevelopmentKeys.generate("adapter-2026", "A256GCMKW", 32));

    private SampleFlows() {}

    /** A request of this ID, sent for the first or second time. */
    public static RequestEvent request(String requestId, String correlationId, int attempt) {
        RequestId id = new RequestId(requestId);
        SessionTokenRequested request = new SessionTokenRequested(
                id,
                TENANT,
                SERVICE,
                List.of("OperatorAuthToken"),
                sealed(id, Purpose.CREDENTIALS, Secret.ofText("the-credential-itself")),
                NOON,
                NOON.plus(DEADLINE),
                ADAPTER,
                new Attempt(attempt),
                new IpAddress("203.0.113.7"));
        return new RequestEvent(
                new CorrelationId(correlationId),
                request,
                ReturnAddress.of(ADAPTER, CorrelationKey.of(id), 0),
                Optional.empty());
    }

    /** The record of a request. */
    public static ProducerRecord<byte[], byte[]> record(RequestEvent request) {
        return RequestCodec.write(request);
    }

    /** A token is issued after one call of the backend. */
    public static SessionTokenReplied issued(RequestEvent request, Instant receivedAt, Instant repliedAt) {
        RequestId id = request.request().requestId();
        return new SessionTokenReplied(
                id,
                TENANT,
                SERVICE,
                ADAPTER,
                Outcome.ISSUED,
                new ReasonCode("issued"),
                null,
                ACCOUNT,
                TokenHash.of(TOKEN),
                sealed(id, Purpose.SESSION_TOKEN, TOKEN),
                NOON.plusSeconds(300),
                null,
                new Timings(
                        receivedAt,
                        repliedAt,
                        List.of(new BackendCall(Duration.ofMillis(1), Duration.ofMillis(2), null))),
                "broker-1",
                request.request().attempt(),
                request.request().callerAddress());
    }

    /** No token is issued. */
    public static SessionTokenReplied declined(
            RequestEvent request,
            Outcome outcome,
            String reason,
            Instant receivedAt,
            Instant repliedAt,
            BackendCall... calls) {
        return new SessionTokenReplied(
                request.request().requestId(),
                TENANT,
                SERVICE,
                ADAPTER,
                outcome,
                new ReasonCode(reason),
                null,
                null,
                null,
                null,
                null,
                outcome.invitesRetry() ? Duration.ofSeconds(1) : null,
                new Timings(receivedAt, repliedAt, List.of(calls)),
                "broker-2",
                request.request().attempt(),
                request.request().callerAddress());
    }

    /** The record of a reply. */
    public static ProducerRecord<byte[], byte[]> record(RequestEvent request, SessionTokenReplied reply) {
        return ReplyCodec.write(
                new ReplyEvent(
                        request.correlationId(), reply, request.returnAddress().correlationKey(), Optional.empty()),
                Optional.of(0));
    }

    /** The record of a dead letter that tells of a record on the request topic. */
    public static ProducerRecord<byte[], byte[]> deadLetter(
            String reason, EventPlace found, @Nullable String requestId, @Nullable Jwe value) {
        return DeadLetterCodec.write(
                null,
                new DeadLettered(
                        new ReasonCode(reason),
                        "the value must be a JSON object",
                        found.topic(),
                        found.partition(),
                        found.offset(),
                        NOON,
                        List.of("ce_id"),
                        value,
                        null,
                        List.of(),
                        requestId == null ? null : new RequestId(requestId),
                        null));
    }

    private static Jwe sealed(RequestId id, Purpose purpose, Secret content) {
        return Envelope.seal(content, purpose, Binding.toRequest(id, TENANT, SERVICE), KEY);
    }

    /** The reply topic of these requests. */
    public static String replies() {
        return Topics.repliesTo(ADAPTER);
    }
}
