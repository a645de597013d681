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

    /** The ID of the request, by which audit knows it. */
    RequestId requestId();

    /** Applies the method that belongs to this case. */
    <R> R fold(Cases<R> cases);

    /**
     * A session token was issued.
     *
     * @param requestId the ID of the request
     * @param token the session token
     * @param expiresAt when the token expires
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
     * @param requestId the ID of the request
     * @param outcome how the request ended: any outcome but {@link Outcome#ISSUED}
     * @param reason why the request ended so; whoever sent a refused credential must not be told it
     * @param detail what the caller must change, in words that the caller may see; for {@link Outcome#INVALID} only
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
                throw new IllegalArgumentException("a declined reply must have another outcome than issued");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.declined(this);
        }
    }

    /**
     * A method for each case.
     *
     * @param <R> what the methods return
     */
    interface Cases<R> {
        /** A session token was issued. */
        R issued(Issued reply);

        /** No session token was issued. */
        R declined(Declined reply);
    }
}
