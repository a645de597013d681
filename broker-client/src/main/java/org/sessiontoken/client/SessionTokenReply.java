package org.sessiontoken.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** How a request ended. */
public sealed interface SessionTokenReply {

    /** The request that this answers, as audit knows it. */
    RequestId requestId();

    /** Answers with what the case at hand says. */
    <R> R fold(Cases<R> cases);

    /**
     * A session token was issued.
     *
     * @param requestId the request
     * @param token the session token
     * @param expiresAt when the token ends
     */
    record Issued(RequestId requestId, Secret token, Instant expiresAt) implements SessionTokenReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.issued(this);
        }
    }

    /**
     * No session token was issued.
     *
     * @param requestId the request
     * @param outcome how it ended: any but {@link Outcome#ISSUED}
     * @param reason why; not to be told to the caller of a refused credential
     * @param detail what to change, for {@link Outcome#INVALID}: may be told to the caller
     * @param retryAfter how long to wait before asking again, for {@link Outcome#UNAVAILABLE} and
     *     {@link Outcome#THROTTLED}
     */
    record Declined(
            RequestId requestId,
            Outcome outcome,
            ReasonCode reason,
            Optional<String> detail,
            Optional<Duration> retryAfter)
            implements SessionTokenReply {

        /** Refuses {@link Outcome#ISSUED}. */
        public Declined {
            if (outcome == Outcome.ISSUED) {
                throw new IllegalArgumentException("an issued token is not declined");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.declined(this);
        }
    }

    /**
     * An answer for each case.
     *
     * @param <R> the answer
     */
    interface Cases<R> {
        /** A session token was issued. */
        R issued(Issued reply);

        /** No session token was issued. */
        R declined(Declined reply);
    }
}
