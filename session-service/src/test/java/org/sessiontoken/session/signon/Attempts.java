package org.sessiontoken.session.signon;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.sessiontoken.session.issued.IssuedToken;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** Attempts of tests: one token, which anybody may try to redeem. */
final class Attempts {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration TOKEN_LIFE = Duration.ofSeconds(100);
    static final TokenHash TOKEN = TokenHash.of(Secret.ofText("abc3fj6sdehd529ng33dg"));
    static final TokenHash OTHER = TokenHash.of(Secret.ofText("another"));
    static final TenantId TENANT = new TenantId("tenant");
    static final AuthServiceId AUTH_SERVICE = new AuthServiceId("auth-service");
    static final IssuedToken ISSUED =
            new IssuedToken(TENANT, AUTH_SERVICE, new AccountId("account"), START.plus(TOKEN_LIFE));

    private static final int PARTITIONS = 12;

    /** The partition of the token. */
    static final SignOnPartition PARTITION = IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new SignOnPartition(number, PARTITIONS))
            .filter(partition -> partition.holds(TOKEN))
            .findFirst()
            .orElseThrow();

    private Attempts() {}

    static Device device(String name) {
        return new Device(new ClientId("PUB_989"), Secret.ofText("repeat key of " + name));
    }

    /** The device of this name attempts to redeem the token. */
    static SignOnAttempt by(String device, Duration after) {
        Instant at = START.plus(after);
        return new SignOnAttempt(
                new RequestId("attempt-" + device + "-" + after.toMillis()),
                TOKEN,
                TOKEN,
                TENANT,
                AUTH_SERVICE,
                device(device),
                at,
                at.plusSeconds(10));
    }

    static SignOnAttempt at(SignOnAttempt attempt, Instant at, Instant deadline) {
        return new SignOnAttempt(
                attempt.attemptId(),
                attempt.key(),
                attempt.token(),
                attempt.tenantId(),
                attempt.authServiceId(),
                attempt.device(),
                at,
                deadline);
    }

    static SignOnAttempt with(SignOnAttempt attempt, TokenHash key, TokenHash token) {
        return new SignOnAttempt(
                attempt.attemptId(),
                key,
                token,
                attempt.tenantId(),
                attempt.authServiceId(),
                attempt.device(),
                attempt.at(),
                attempt.deadline());
    }

    static SignOnAttempt with(SignOnAttempt attempt, TenantId tenantId, AuthServiceId authServiceId) {
        return new SignOnAttempt(
                attempt.attemptId(),
                attempt.key(),
                attempt.token(),
                tenantId,
                authServiceId,
                attempt.device(),
                attempt.at(),
                attempt.deadline());
    }
}
