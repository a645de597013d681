package org.sessiontoken.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceDescribed.Operation;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;
import org.sessiontoken.value.TraceParent;

/** Events for tests, and the form in which a consumer receives a record. */
final class SampleEvents {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final RequestId REQUEST = new RequestId("0b9e6cf2-7d1c-4b8c-9a39-5f3c1f0e2a77");
    static final TenantId TENANT = new TenantId("nagra");
    static final AuthServiceId SERVICE = new AuthServiceId("Customer Auth Service");
    static final RequestorName REQUESTOR = new RequestorName("http-adapter");
    static final CorrelationId FLOW = new CorrelationId("flow-1");
    static final Jwe SEALED = new Jwe("eyJ9.a.b.c.d");
    static final IpAddress CALLER = new IpAddress("2001:db8::1");
    static final TraceParent TRACE = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    static final Timings TIMINGS = new Timings(
            NOON.plusMillis(4),
            NOON.plusMillis(21),
            List.of(
                    new BackendCall(
                            Duration.ofNanos(812_999), Duration.ofMillis(3), new ReasonCode("provider-unreachable")),
                    new BackendCall(Duration.ofMillis(9), Duration.ofMillis(11), null)));

    static final ClientId APP = new ClientId("PUB_989");
    static final TokenHash HASH = TokenHash.of(Secret.ofText("token"));
    static final Timings SIGN_ON_TIMINGS = new Timings(NOON.plusMillis(4), NOON.plusMillis(9));

    private SampleEvents() {}

    static RequestEvent request() {
        SessionTokenRequested request = new SessionTokenRequested(
                REQUEST, TENANT, SERVICE, List.of("OperatorAuthToken"), SEALED, NOON, NOON.plusSeconds(5), REQUESTOR);
        return new RequestEvent(
                FLOW, request, ReturnAddress.of(REQUESTOR, CorrelationKey.of(REQUEST), 3), Optional.of(TRACE));
    }

    static RequestEvent request(Attempt attempt) {
        RequestEvent first = request();
        SessionTokenRequested request = first.request();
        SessionTokenRequested repeated = new SessionTokenRequested(
                request.requestId(),
                request.tenantId(),
                request.authServiceId(),
                request.parameterNames(),
                request.credentials(),
                request.requestedAt(),
                request.expiresAt(),
                request.requestor(),
                attempt,
                CALLER);
        return new RequestEvent(first.correlationId(), repeated, first.returnAddress(), first.trace());
    }

    static RequestEvent request(ReturnAddress returnAddress) {
        return new RequestEvent(FLOW, request().request(), returnAddress, Optional.empty());
    }

    static ReplyEvent reply(SessionTokenReplied reply) {
        return new ReplyEvent(FLOW, reply, Optional.of(CorrelationKey.of(REQUEST)), Optional.of(TRACE));
    }

    static SessionTokenReplied issued() {
        return new SessionTokenReplied(
                REQUEST,
                TENANT,
                SERVICE,
                REQUESTOR,
                Outcome.ISSUED,
                new ReasonCode("authenticated"),
                null,
                new AccountId("account-1"),
                TokenHash.of(Secret.ofText("token")),
                SEALED,
                NOON.plusSeconds(300),
                null,
                TIMINGS,
                "broker-1",
                Attempt.FIRST,
                CALLER);
    }

    static SessionTokenReplied declined(Outcome outcome, @Nullable String detail, @Nullable AccountId account) {
        Duration retryAfter = outcome.invitesRetry() ? Duration.ofSeconds(10) : null;
        return declined(outcome, detail, account, retryAfter);
    }

    static SessionTokenReplied declined(
            Outcome outcome, @Nullable String detail, @Nullable AccountId account, @Nullable Duration retryAfter) {
        return new SessionTokenReplied(
                REQUEST,
                TENANT,
                SERVICE,
                REQUESTOR,
                outcome,
                new ReasonCode("some-reason"),
                detail,
                account,
                null,
                null,
                null,
                retryAfter,
                TIMINGS,
                "broker-1",
                Attempt.FIRST,
                CALLER);
    }

    static AuthServiceDescribed authService() {
        return new AuthServiceDescribed(
                TENANT,
                SERVICE,
                Map.of("name", "Customer Authentication"),
                List.of(new Operation(
                        OperationName.GET_SESSION_TOKEN,
                        List.of(new ParameterProperty("OperatorAuthToken", true, true)))),
                true,
                500);
    }

    static BreakerChanged breaker() {
        return new BreakerChanged(TENANT, SERVICE, BreakerState.CLOSED, BreakerState.OPEN, NOON, "broker-1");
    }

    static FailuresCounted failures() {
        return new FailuresCounted("writer-1", NOON, List.of(new FailureCount("Zk0pW1qk3G0c2mR9sT_v-A", 100_000, 1)));
    }

    static Accessed access() {
        return new Accessed(
                "access-1",
                NOON,
                AccessKind.VIEWED,
                "anna",
                "auditor",
                new IpAddress("203.0.113.7"),
                "/api/flows",
                List.of(new AccessCriterion("tenant", "nagra")));
    }

    static SignOnEvent signOn() {
        return signOn(ReturnAddress.of(REQUESTOR, CorrelationKey.of(REQUEST), 3));
    }

    static SignOnEvent signOn(ReturnAddress returnAddress) {
        return new SignOnEvent(
                HASH,
                FLOW,
                new SignOnRequested(
                        REQUEST, TENANT, SERVICE, APP, SEALED, NOON, NOON.plusSeconds(5), REQUESTOR, CALLER),
                returnAddress,
                Optional.of(TRACE));
    }

    static SignOnReplyEvent reply(SignOnReplied reply) {
        return new SignOnReplyEvent(FLOW, reply, Optional.of(CorrelationKey.of(REQUEST)), Optional.of(TRACE));
    }

    static SignOnReplied signedOn() {
        return new SignOnReplied(
                REQUEST,
                TENANT,
                SERVICE,
                REQUESTOR,
                APP,
                SignOnOutcome.SIGNED_ON,
                new ReasonCode("signed-on"),
                null,
                HASH,
                new AccountId("account-1"),
                SEALED,
                new AccessTokenId("Wk3nO2cJ0mT5yQ7vR1sXaA"),
                NOON.plusSeconds(300),
                NOON.plusMillis(3),
                SIGN_ON_TIMINGS,
                "session-1",
                CALLER);
    }

    static SignOnReplied refused(SignOnOutcome outcome, @Nullable String detail, @Nullable TokenHash hash) {
        return new SignOnReplied(
                REQUEST,
                TENANT,
                SERVICE,
                REQUESTOR,
                APP,
                outcome,
                new ReasonCode("some-reason"),
                detail,
                hash,
                null,
                null,
                null,
                null,
                NOON.plusMillis(3),
                SIGN_ON_TIMINGS,
                "session-1",
                null);
    }

    static DeadLettered deadLetter(@Nullable Jwe value) {
        return new DeadLettered(
                new ReasonCode("unreadable-value"),
                "the value must be a JSON object",
                Topics.REQUESTS,
                3,
                4711,
                NOON,
                List.of("ce_id", "ce_id"),
                value,
                null,
                List.of(),
                REQUEST,
                FLOW);
    }

    /** The record as a consumer receives it. */
    static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return record(record.topic(), record.key(), record.value(), record.headers());
    }

    static ConsumerRecord<byte[], byte[]> record(
            String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** A record with this text as its value; its key and headers are valid. */
    static ConsumerRecord<byte[], byte[]> record(String schema, String id, String value) {
        return switch (schema) {
            case ContractDocuments.REQUESTED -> record(Topics.REQUESTS, "flow-1", RequestCodec.TYPE, id, value);
            case ContractDocuments.REPLIED -> record(Topics.repliesTo(REQUESTOR), "flow-1", ReplyCodec.TYPE, id, value);
            case ContractDocuments.SIGN_ON_REQUESTED ->
                record(Topics.SIGN_ONS, HASH.value(), SignOnCodec.TYPE, id, value);
            case ContractDocuments.SIGN_ON_REPLIED ->
                record(Topics.repliesTo(REQUESTOR), "flow-1", SignOnReplyCodec.TYPE, id, value);
            case ContractDocuments.DEAD_LETTERED ->
                record(Topics.DEAD_LETTERS, "flow-1", DeadLetterCodec.TYPE, id, value);
            case ContractDocuments.BREAKER_CHANGED -> record(Topics.BREAKERS, id, BreakerChangeCodec.TYPE, id, value);
            case ContractDocuments.FAILURES_COUNTED -> record(Topics.FAILURES, id, FailureCountCodec.TYPE, id, value);
            case ContractDocuments.ACCESSED -> record(Topics.ACCESSES, "anna", AccessCodec.TYPE, id, value);
            case ContractDocuments.DESCRIBED -> record(Topics.AUTH_SERVICES, id, AuthServiceCodec.TYPE, id, value);
            default -> throw new AssertionError(schema);
        };
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, String key, String type, String id, String value) {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.write(headers, type, id, "/test", NOON);
        CloudEventHeaders.add(headers, CloudEventHeaders.CORRELATION_ID, FLOW.value());
        return record(topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Reads a record as the codec of this schema does. */
    static Record read(String schema, ConsumerRecord<byte[], byte[]> record) {
        return switch (schema) {
            case ContractDocuments.REQUESTED -> RequestCodec.read(record).request();
            case ContractDocuments.REPLIED -> ReplyCodec.read(record).reply();
            case ContractDocuments.SIGN_ON_REQUESTED -> SignOnCodec.read(record).request();
            case ContractDocuments.SIGN_ON_REPLIED ->
                SignOnReplyCodec.read(record).reply();
            case ContractDocuments.DEAD_LETTERED -> DeadLetterCodec.read(record);
            case ContractDocuments.BREAKER_CHANGED -> BreakerChangeCodec.read(record);
            case ContractDocuments.FAILURES_COUNTED -> FailureCountCodec.read(record);
            case ContractDocuments.ACCESSED -> AccessCodec.read(record);
            case ContractDocuments.DESCRIBED ->
                AuthServiceCodec.readEntry(record).orElseThrow();
            default -> throw new AssertionError(schema);
        };
    }
}
