package org.sessiontoken.broker.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/**
 * Requests as a requestor makes them; a test changes what it is about.
 *
 * @param sealingKey seals the credentials
 * @param content what is sealed
 * @param boundTo the request ID that the envelope is bound to
 */
record Requests(
        Instant requestedAt,
        Instant expiresAt,
        AuthServiceId authServiceId,
        ReturnAddress returnAddress,
        SealingKey sealingKey,
        Secret content,
        RequestId boundTo) {

    static final RequestId ID = new RequestId("request-1");
    static final Key AUTH_SERVICE = new Key(new TenantId("demo"), new AuthServiceId("Operator QR"));
    static final RequestorName REQUESTOR = new RequestorName("http-adapter");
    static final IpAddress CALLER = new IpAddress("203.0.113.66");
    static final SealingKey KEY = sealingKey(REQUESTOR, "adapter-1", 1);
    static final SealingKey FOREIGN_KEY = sealingKey(new RequestorName("crm"), "crm-1", 2);
    static final SealingKey UNKNOWN_KEY = sealingKey(REQUESTOR, "adapter-2", 3);

    /** The request whose parameters are {@code Say=hello}. */
    static Requests at(Instant requestedAt) {
        return new Requests(
                requestedAt,
                requestedAt.plusSeconds(10),
                AUTH_SERVICE.authServiceId(),
                ReturnAddress.of(REQUESTOR, CorrelationKey.of(ID), 0),
                KEY,
                Credentials.write(new Parameters(List.of(new Parameter("Say", Secret.ofText("hello"))))),
                ID);
    }

    static Envelope envelope() {
        return new Envelope(
                KeyRing.of(Map.of(REQUESTOR, List.of(KEY.key()), FOREIGN_KEY.owner(), List.of(FOREIGN_KEY.key()))));
    }

    private static SealingKey sealingKey(RequestorName owner, String kid, int content) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) content;
        return new SealingKey(owner, new NamedKey(kid, "A256GCMKW", Secret.ofBytes(bytes)));
    }

    Requests expiringAfter(Duration deadline) {
        return new Requests(
                requestedAt, requestedAt.plus(deadline), authServiceId, returnAddress, sealingKey, content, boundTo);
    }

    Requests to(String authService) {
        return new Requests(
                requestedAt, expiresAt, new AuthServiceId(authService), returnAddress, sealingKey, content, boundTo);
    }

    Requests returningTo(ReturnAddress address) {
        return new Requests(requestedAt, expiresAt, authServiceId, address, sealingKey, content, boundTo);
    }

    Requests sealedWith(SealingKey key) {
        return new Requests(requestedAt, expiresAt, authServiceId, returnAddress, key, content, boundTo);
    }

    Requests sealing(String text) {
        return new Requests(
                requestedAt, expiresAt, authServiceId, returnAddress, sealingKey, Secret.ofText(text), boundTo);
    }

    Requests boundTo(String requestId) {
        return new Requests(
                requestedAt, expiresAt, authServiceId, returnAddress, sealingKey, content, new RequestId(requestId));
    }

    RequestEvent event() {
        Binding binding = Binding.toRequest(boundTo, AUTH_SERVICE.tenantId(), authServiceId);
        return event(Envelope.seal(content, Purpose.CREDENTIALS, binding, sealingKey));
    }

    RequestEvent event(Jwe credentials) {
        return new RequestEvent(
                new CorrelationId("flow-1"),
                new SessionTokenRequested(
                        ID,
                        AUTH_SERVICE.tenantId(),
                        authServiceId,
                        List.of("Say"),
                        credentials,
                        requestedAt,
                        expiresAt,
                        REQUESTOR,
                        Attempt.FIRST,
                        CALLER),
                returnAddress,
                Optional.empty());
    }
}
