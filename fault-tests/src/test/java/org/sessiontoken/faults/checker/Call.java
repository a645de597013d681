package org.sessiontoken.faults.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request, as its caller saw it.
 *
 * @param correlationId no other call has the same
 * @param by the kind of caller
 * @param via the adapter that was asked, or the topic
 * @param authServiceId the auth service that it names
 * @param sentAt when it was due
 * @param took how long the caller waited until it knew, or gave up
 * @param deadline how long the caller may be made to wait
 * @param ending how it ended for the caller
 * @param code the status or outcome that the caller was told, or what went wrong
 * @param tokenHash SHA-256 of the session token that the caller got
 * @param acknowledged whether Kafka acknowledged the request to the caller itself
 */
public record Call(
        String correlationId,
        By by,
        String via,
        String authServiceId,
        Instant sentAt,
        Duration took,
        Duration deadline,
        Ending ending,
        String code,
        @Nullable String tokenHash,
        boolean acknowledged) {

    /** Who called. */
    public enum By {
        /** An HTTP caller, by an adapter. */
        HTTP,
        /** A Kafka client, without an adapter. */
        KAFKA
    }

    /** What the caller knows. */
    public enum Ending {
        /** A token was issued. */
        OK,
        /** An answer that is right, such as 401 for a credential that the auth service refuses. */
        ANSWERED,
        /** Refused for now: 429 or 503, nobody listened, or no adapter was ready. */
        REFUSED,
        /** It may have been done: 504, a connection that was cut, no answer. */
        UNKNOWN
    }

    /** The hash of the session token, if there was one. */
    public Optional<String> token() {
        return Optional.ofNullable(tokenHash);
    }

    /** Whether the caller got no answer of its auth service. */
    public boolean failed() {
        return ending == Ending.REFUSED || ending == Ending.UNKNOWN;
    }
}
