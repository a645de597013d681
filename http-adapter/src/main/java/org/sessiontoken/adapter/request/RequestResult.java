package org.sessiontoken.adapter.request;

import java.util.Locale;
import org.sessiontoken.event.Outcome;

/** The result of a request, as logs and metrics name it. */
enum RequestResult {
    /** The broker issued a session token. */
    ISSUED,
    /** The broker could not work on the request: the auth service is unknown, or a parameter is missing. */
    INVALID,
    /** The auth service refused the credential. */
    UNAUTHORISED,
    /** The credential is genuine, but does not allow the request. */
    FORBIDDEN,
    /** Kafka, the broker, the auth service or the catalogue was unreachable, or too many requests were in flight. */
    UNAVAILABLE,
    /** The caller sent too many requests. */
    THROTTLED,
    /** No reply arrived by the deadline. */
    EXPIRED,
    /** Service discovery listed the auth services. */
    DESCRIBED,
    /** A device has signed on. */
    SIGNED_ON,
    /** The adapter refused the request itself, so the broker never received it. */
    REFUSED,
    /** The adapter failed because of a bug. */
    FAILED;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

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

    /** The result of a request that never reached the broker. */
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
