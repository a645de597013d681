package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

/**
 * How an attempt to sign on ended: both the reply to the requestor and the audit record.
 *
 * @param requestId the attempt that this answers
 * @param tenantId as in the attempt; left out only of an invalid one in which it cannot be read
 * @param authServiceId as in the attempt; left out only of an invalid one in which it cannot be read
 * @param requestor as in the attempt
 * @param clientId as in the attempt; left out only of an invalid one in which it cannot be read
 * @param outcome how the attempt ended
 * @param reason why the attempt ended so, for audit and metrics
 * @param detail what the requestor must change, in words that contain nothing secret; for an invalid attempt only
 * @param tokenHash the hash of the session token that the credentials contain, whatever came of it; left out only if they
 *     could not be opened
 * @param accountId the account for which the session token was issued, if the token is known
 * @param tokens {@link org.sessiontoken.sealing.SignedOnTokens}, sealed with the key that sealed the attempt's credentials;
 *     given with {@link SignOnOutcome#SIGNED_ON} only
 * @param accessTokenId the ID of the access token; given with {@link SignOnOutcome#SIGNED_ON} only
 * @param expiresAt when the access token expires; given with {@link SignOnOutcome#SIGNED_ON} only
 * @param decidedAt when Kafka appended the attempt: the time by which it was judged
 * @param timings when the session service received the attempt and answered, by its own clock
 * @param instance the instance of the session service that answered
 * @param callerAddress as in the attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignOnReplied(
        RequestId requestId,
        @Nullable TenantId tenantId,
        @Nullable AuthServiceId authServiceId,
        RequestorName requestor,
        @Nullable ClientId clientId,
        SignOnOutcome outcome,
        ReasonCode reason,
        @Nullable String detail,
        @Nullable TokenHash tokenHash,
        @Nullable AccountId accountId,
        @Nullable Jwe tokens,
        @Nullable AccessTokenId accessTokenId,
        @Nullable Instant expiresAt,
        Instant decidedAt,
        Timings timings,
        String instance,
        @Nullable IpAddress callerAddress) {

    /** Refuses parts that do not belong together: tokens without {@code signed-on}, advice without {@code invalid}. */
    public SignOnReplied {
        Objects.requireNonNull(requestId, "requestId is missing");
        Objects.requireNonNull(requestor, "requestor is missing");
        Objects.requireNonNull(outcome, "outcome is missing");
        Objects.requireNonNull(reason, "reason is missing");
        Objects.requireNonNull(decidedAt, "decidedAt is missing");
        Objects.requireNonNull(timings, "timings is missing");
        Objects.requireNonNull(instance, "instance is missing");
        boolean signedOn = outcome == SignOnOutcome.SIGNED_ON;
        boolean invalid = outcome == SignOnOutcome.INVALID;
        require(tenantId, "tenantId", !invalid, outcome);
        require(authServiceId, "authServiceId", !invalid, outcome);
        require(clientId, "clientId", !invalid, outcome);
        require(tokenHash, "tokenHash", signedOn, outcome);
        require(accountId, "accountId", signedOn, outcome);
        require(tokens, "tokens", signedOn, outcome);
        require(accessTokenId, "accessTokenId", signedOn, outcome);
        require(expiresAt, "expiresAt", signedOn, outcome);
        refuse(detail, "detail", !invalid, outcome);
        refuse(tokens, "tokens", !signedOn, outcome);
        refuse(accessTokenId, "accessTokenId", !signedOn, outcome);
        refuse(expiresAt, "expiresAt", !signedOn, outcome);
    }

    private static void require(@Nullable Object part, String name, boolean needed, SignOnOutcome outcome) {
        if (needed && part == null) {
            throw new IllegalArgumentException(name + " is missing from an outcome of " + outcome.code());
        }
    }

    private static void refuse(@Nullable Object part, String name, boolean foreign, SignOnOutcome outcome) {
        if (foreign && part != null) {
            throw new IllegalArgumentException(name + " does not belong in an outcome of " + outcome.code());
        }
    }
}
