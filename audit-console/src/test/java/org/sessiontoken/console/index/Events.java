package org.sessiontoken.console.index;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyEvent;
import org.sessiontoken.event.Timings;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** Requests and outcomes for tests, numbered. */
public final class Events {

    /** When the first one was made. */
    public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static final RequestorName ADAPTER = new RequestorName("http-adapter");

    private Events() {}

    /** The ID of a request. */
    public static RequestId id(int number) {
        return new RequestId("request-%08d".formatted(number));
    }

    /** A request, sealed as nobody can open it. */
    public static RequestEvent request(int number) {
        return request(number, "demo", authService(number));
    }

    /** A request with other names. */
    public static RequestEvent request(int number, String tenant, String authService) {
        Instant at = START.plusMillis(number);
        return new RequestEvent(
                new CorrelationId("flow-" + number),
                new SessionTokenRequested(
                        id(number),
                        new TenantId(tenant),
                        new AuthServiceId(authService),
                        List.of("OperatorAuthToken"),
                        envelope(),
                        at,
                        at.plusSeconds(10),
                        ADAPTER,
                        Attempt.FIRST,
                        new IpAddress("10.1.4." + number % 200)),
                ReturnAddress.of(ADAPTER, CorrelationKey.of(id(number)), 0),
                Optional.empty());
    }

    private static String authService(int number) {
        return number % 3 == 0 ? "operator-jwt" : "customer-login";
    }

    /** Somebody uses the ID of a request for another request. */
    public static RequestEvent stolen(int number) {
        SessionTokenRequested asked = request(number).request();
        return new RequestEvent(
                new CorrelationId("attackers-flow"),
                new SessionTokenRequested(
                        asked.requestId(),
                        new TenantId("another-tenant"),
                        new AuthServiceId("another-service"),
                        asked.parameterNames(),
                        asked.credentials(),
                        asked.requestedAt(),
                        asked.expiresAt(),
                        ADAPTER,
                        Attempt.FIRST,
                        new IpAddress("192.0.2.66")),
                ReturnAddress.of(ADAPTER, CorrelationKey.of(id(number)), 0),
                Optional.empty());
    }

    /** Its outcome: each tenth is not issued. */
    public static ReplyEvent reply(int number) {
        return reply(number, number % 10 == 9 ? Outcome.UNAUTHORISED : Outcome.ISSUED);
    }

    /** An outcome. */
    public static ReplyEvent reply(int number, Outcome outcome) {
        return reply(number, outcome, "demo", authService(number));
    }

    /** An outcome with other names. */
    public static ReplyEvent reply(int number, Outcome outcome, String tenant, String authService) {
        Instant at = START.plusMillis(number);
        boolean issued = outcome == Outcome.ISSUED;
        @Nullable AccountId account = issued ? new AccountId("account-" + number % 1000) : null;
        return new ReplyEvent(
                new CorrelationId("flow-" + number),
                new SessionTokenReplied(
                        id(number),
                        new TenantId(tenant),
                        new AuthServiceId(authService),
                        ADAPTER,
                        outcome,
                        new ReasonCode(issued ? "accepted" : "bad-signature"),
                        null,
                        account,
                        issued ? tokenHash(number) : null,
                        issued ? envelope() : null,
                        issued ? at.plusSeconds(300) : null,
                        outcome.invitesRetry() ? Duration.ofSeconds(1) : null,
                        new Timings(at, at.plusNanos(700_000L + number % 100 * 10_000L)),
                        "broker-1",
                        Attempt.FIRST,
                        new IpAddress("10.1.4." + number % 200)),
                Optional.of(CorrelationKey.of(id(number))),
                Optional.empty());
    }

    /** What came of an attempt to sign on, which has the ID of a request. */
    public static SignOnReplyEvent signOnReply(int number) {
        Instant at = START.plusMillis(number);
        return new SignOnReplyEvent(
                new CorrelationId("flow-" + number),
                new SignOnReplied(
                        id(number),
                        new TenantId("demo"),
                        new AuthServiceId(authService(number)),
                        ADAPTER,
                        new ClientId("app-1"),
                        SignOnOutcome.UNAUTHORISED,
                        new ReasonCode("already-used"),
                        null,
                        tokenHash(number),
                        null,
                        null,
                        null,
                        null,
                        at,
                        new Timings(at, at),
                        "session-1",
                        null),
                Optional.of(CorrelationKey.of(id(number))),
                Optional.empty());
    }

    /** The hash of the token that a request got. */
    public static TokenHash tokenHash(int number) {
        return TokenHash.of(Secret.ofText("token-" + number));
    }

    private static Jwe envelope() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String header = encoder.encodeToString(
                "{\"alg\":\"A256GCMKW\",\"enc\":\"A256GCM\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8));
        String part = encoder.encodeToString(new byte[200]);
        return new Jwe(header + "." + part.substring(0, 43) + "." + part.substring(0, 16) + "." + part + "."
                + part.substring(0, 22));
    }
}
