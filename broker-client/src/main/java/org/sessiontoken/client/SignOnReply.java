package org.sessiontoken.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** How an attempt to sign on ended. */
public sealed interface SignOnReply {

    /** The ID of the attempt, by which audit knows it. */
    RequestId requestId();

    /** Applies the method that belongs to this case. */
    <R> R fold(Cases<R> cases);

    /**
     * The device has signed on.
     *
     * @param requestId the ID of the attempt
     * @param clientId the app that has signed on
     * @param accessToken a JWT (RFC 9068)
     * @param refreshToken the token by which the next access token is got, if there is one
     * @param expiresAt when the access token expires
     */
    record SignedOn(
            RequestId requestId,
            ClientId clientId,
            Secret accessToken,
            Optional<Secret> refreshToken,
            Instant expiresAt)
            implements SignOnReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.signedOn(this);
        }
    }

    /**
     * The session service has refused the attempt.
     *
     * @param requestId the ID of the attempt
     * @param outcome how the attempt ended: any outcome but {@link SignOnOutcome#SIGNED_ON}
     * @param reason why the attempt ended so; whoever attempted to sign on must not be told it
     * @param detail what the caller must change, in words that the caller may see; for {@link SignOnOutcome#INVALID} only
     */
    record Refused(RequestId requestId, SignOnOutcome outcome, ReasonCode reason, Optional<String> detail)
            implements SignOnReply {

        /** Refuses {@link SignOnOutcome#SIGNED_ON}. */
        public Refused {
            if (outcome == SignOnOutcome.SIGNED_ON) {
                throw new IllegalArgumentException("a refusal must have another outcome than signed-on");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /**
     * The client has no answer of the session service. Whether the device has signed on is not known, unless the attempt could
     * not be sent.
     *
     * @param requestId the ID of the attempt
     * @param outcome {@link Outcome#EXPIRED} if no reply came by the deadline, and {@link Outcome#UNAVAILABLE} if the attempt
     *     could not be sent or its reply not be read
     * @param reason why there is no answer
     * @param retryAfter how long to wait before trying again, for {@link Outcome#UNAVAILABLE}
     */
    record Declined(RequestId requestId, Outcome outcome, ReasonCode reason, Optional<Duration> retryAfter)
            implements SignOnReply {

        /** Refuses all outcomes but two. */
        public Declined {
            if (outcome != Outcome.EXPIRED && outcome != Outcome.UNAVAILABLE) {
                throw new IllegalArgumentException("a declined attempt must be expired or unavailable");
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
        /** The device has signed on. */
        R signedOn(SignedOn signedOn);

        /** The session service has refused the attempt. */
        R refused(Refused refused);

        /** The client has no answer. */
        R declined(Declined declined);
    }
}
