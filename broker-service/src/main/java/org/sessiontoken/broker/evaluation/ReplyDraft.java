package org.sessiontoken.broker.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.guard.BackendCalls;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.TokenHash;

/**
 * The reply to one request while its outcome is not known yet.
 *
 * @param receivedAt when the request was taken from its topic
 * @param instance which broker instance replies
 * @param clock tells when the reply is made
 * @param calls the calls of the backend for this request
 */
record ReplyDraft(RequestEvent event, Instant receivedAt, String instance, Clock clock, BackendCalls calls) {

    SessionTokenRequested request() {
        return event.request();
    }

    SessionTokenReplied issued(AccountId accountId, TokenHash hash, Jwe token, Instant expiresAt) {
        return reply(Outcome.ISSUED, BrokerReason.ISSUED.code(), null, accountId, hash, token, expiresAt, null);
    }

    SessionTokenReplied invalid(BrokerReason reason, String detail) {
        return invalid(reason.code(), detail);
    }

    SessionTokenReplied invalid(ReasonCode reason, String detail) {
        return reply(Outcome.INVALID, reason, detail, null, null, null, null, null);
    }

    SessionTokenReplied refused(Outcome outcome, ReasonCode reason) {
        return reply(outcome, reason, null, null, null, null, null, null);
    }

    SessionTokenReplied retryLater(Outcome outcome, ReasonCode reason, Duration retryAfter) {
        return reply(outcome, reason, null, null, null, null, null, retryAfter);
    }

    /** Whatever is decided when the requestor has stopped waiting is {@link Outcome#EXPIRED}: nothing is issued for nobody. */
    private SessionTokenReplied reply(
            Outcome outcome,
            ReasonCode reason,
            @Nullable String detail,
            @Nullable AccountId accountId,
            @Nullable TokenHash hash,
            @Nullable Jwe token,
            @Nullable Instant expiresAt,
            @Nullable Duration retryAfter) {
        SessionTokenRequested request = request();
        Instant now = clock.instant();
        boolean late = !now.isBefore(request.expiresAt());
        return late
                ? expired(outcome, reason, now)
                : new SessionTokenReplied(
                        request.requestId(),
                        request.tenantId(),
                        request.authServiceId(),
                        request.requestor(),
                        outcome,
                        reason,
                        detail,
                        accountId,
                        hash,
                        token,
                        expiresAt,
                        retryAfter,
                        new Timings(receivedAt, now, calls.ended()),
                        instance,
                        request.attempt(),
                        request.callerAddress());
    }

    private SessionTokenReplied expired(Outcome outcome, ReasonCode reason, Instant now) {
        SessionTokenRequested request = request();
        return new SessionTokenReplied(
                request.requestId(),
                request.tenantId(),
                request.authServiceId(),
                request.requestor(),
                Outcome.EXPIRED,
                outcome == Outcome.ISSUED ? BrokerReason.DEADLINE_PASSED.code() : reason,
                null,
                null,
                null,
                null,
                null,
                null,
                new Timings(receivedAt, now, calls.ended()),
                instance,
                request.attempt(),
                request.callerAddress());
    }
}
