package org.sessiontoken.client;

import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.RequestId;

/** The replies that the client itself makes if the broker gives none. */
final class DeclinedReplies {

    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private DeclinedReplies() {}

    static Declined noReply(RequestId requestId) {
        return new Declined(
                requestId, Outcome.EXPIRED, ClientReason.NO_REPLY.code(), Optional.empty(), Optional.empty());
    }

    static Declined tooLarge(RequestId requestId) {
        return new Declined(
                requestId,
                Outcome.INVALID,
                ClientReason.PARAMETERS_TOO_LARGE.code(),
                Optional.of("the parameters together are too large: shorten their values"),
                Optional.empty());
    }

    static Declined unavailable(RequestId requestId, ClientReason reason) {
        return new Declined(requestId, Outcome.UNAVAILABLE, reason.code(), Optional.empty(), Optional.of(RETRY_AFTER));
    }
}
