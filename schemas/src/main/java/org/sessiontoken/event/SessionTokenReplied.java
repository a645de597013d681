package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/**
 * How a request ended: both the reply to the requestor and the audit record.
 *
 * @param requestId the request that this answers; if its ID cannot be read, the ID of the dead letter that it became
 * @param tenantId as in the request; left out only of an invalid request in which it cannot be read
 * @param authServiceId as in the request; left out only of an invalid request in which it cannot be read
 * @param requestor as in the request
 * @param outcome how the request ended
 * @param reason why the request ended so, for audit and metrics
 * @param detail what the requestor must change, in words that contain nothing secret; for an invalid request only
 * @param accountId the account that the credential named, if it is known
 * @param tokenHash the hash of the issued token; given with {@link Outcome#ISSUED} only
 * @param sessionToken the issued token, sealed with the key that sealed the request's credentials; given with
 *     {@link Outcome#ISSUED} only
 * @param expiresAt when the issued token expires; given with {@link Outcome#ISSUED} only
 * @param retryAfter how long to wait before asking again, rounded up to whole seconds; given with
 *     {@link Outcome#UNAVAILABLE} and {@link Outcome#THROTTLED} only
 * @param timings when the broker received the request, called the backend and answered
 * @param instance the broker instance that answered
 * @param attempt as in the request
 * @param callerAddress as in the request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionTokenReplied(
        RequestId requestId,
        @Nullable TenantId tenantId,
        @Nullable AuthServiceId authServiceId,
        RequestorName requestor,
        Outcome outcome,
        ReasonCode reason,
        @Nullable String detail,
        @Nullable AccountId accountId,
        @Nullable TokenHash tokenHash,
        @Nullable Jwe sessionToken,
        @Nullable Instant expiresAt,
        @Nullable Duration retryAfter,
        Timings timings,
        String instance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Attempt attempt,
        @Nullable IpAddress callerAddress) {

    /** Refuses parts that do not belong together: a token without {@code issued}, a wait without an invitation to retry. */
    public SessionTokenReplied {
        Objects.requireNonNull(requestId, "requestId is missing");
        Objects.requireNonNull(requestor, "requestor is missing");
        Objects.requireNonNull(outcome, "outcome is missing");
        Objects.requireNonNull(reason, "reason is missing");
        Objects.requireNonNull(timings, "timings is missing");
        Objects.requireNonNull(instance, "instance is missing");
        Objects.requireNonNull(attempt, "attempt is missing");
        requireUnlessInvalid(tenantId, "tenantId", outcome);
        requireUnlessInvalid(authServiceId, "authServiceId", outcome);
        boolean issued = outcome == Outcome.ISSUED;
        if (detail != null && outcome != Outcome.INVALID) {
            throw new IllegalArgumentException("detail does not belong in an outcome of " + outcome.code());
        }
        if (issued && accountId == null) {
            throw new IllegalArgumentException("accountId is missing from an outcome of issued");
        }
        requireOnly(issued, tokenHash, "tokenHash", outcome);
        requireOnly(issued, sessionToken, "sessionToken", outcome);
        requireOnly(issued, expiresAt, "expiresAt", outcome);
        requireOnly(outcome.invitesRetry(), retryAfter, "retryAfter", outcome);
        retryAfter = retryAfter == null ? null : wholeSeconds(retryAfter);
    }

    private static Duration wholeSeconds(Duration wait) {
        Duration rounded = Duration.ofSeconds(wait.getSeconds() + (wait.getNano() > 0 ? 1 : 0));
        if (rounded.isNegative() || rounded.getSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("retryAfter must be 0 to " + Integer.MAX_VALUE + " seconds");
        }
        return rounded;
    }

    /** An invalid request may be one in which the part cannot be read. */
    private static void requireUnlessInvalid(@Nullable Object part, String name, Outcome outcome) {
        if (part == null && outcome != Outcome.INVALID) {
            throw new IllegalArgumentException(name + " is missing from an outcome of " + outcome.code());
        }
    }

    private static void requireOnly(boolean expected, @Nullable Object part, String name, Outcome outcome) {
        if (expected != (part != null)) {
            throw new IllegalArgumentException(name + (expected ? " is missing from" : " does not belong in")
                    + " an outcome of " + outcome.code());
        }
    }
}
