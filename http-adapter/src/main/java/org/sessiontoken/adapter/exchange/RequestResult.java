package org.sessiontoken.adapter.exchange;

import java.util.Locale;
import org.sessiontoken.event.Outcome;

/** How an exchange ended, in logs and metrics. */
enum RequestResult {
    /** The broker issued a session token. */
    ISSUED,
    /** The broker could not work on the request: unknown auth service, missing parameter. */
    INVALID,
    /** The credential was refused. */
    UNAUTHORISED,
    /** The credential is genuine, but not good for what was asked. */
    FORBIDDEN,
    /** Kafka, the broker, the auth service or the catalogue could not be reached, or too much was in flight. */
    UNAVAILABLE,
    /** The caller asked too often. */
    THROTTLED,
    /** No reply came by the deadline. */
    EXPIRED,
    /** Service discovery told what there is. */
    DESCRIBED,
    /** The adapter refused the request itself, so that the broker never saw it. */
    REFUSED,
    /** A bug. */
    FAILED;

    private final String code = name().toLowerCase(Locale.ROOT);

    static RequestResult of(Outcome outcome) {
        return switch (outcome) {
            case ISSUED -> ISSUED;
            case INVALID -> INVALID;
            case UNAUTHORISED -> UNAUTHORISED;
            case FORBIDDEN -> FORBIDDEN;
            case UNAVAILABLE -> UNAVAILABLE;
            case THROTTLED -> THROTTLED;
            case EXPIRED -> EXPIRED;
        };
    }

    /** How an exchange that never reached the broker ended. */
    static RequestResult ofStatus(int status) {
        if (status < 400) {
            return DESCRIBED;
        }
        if (status < 500) {
            return REFUSED;
        }
        return status == 503 ? UNAVAILABLE : status == 504 ? EXPIRED : FAILED;
    }

    String code() {
        return code;
    }
}
