package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a request ended. Every request ends in exactly one of these outcomes; none of them is an HTTP status. */
public enum Outcome {
    /** The credential was genuine and a session token was issued. */
    ISSUED,
    /** The broker cannot work on the request: unknown auth service, missing parameter, unreadable envelope. */
    INVALID,
    /** The credential is wrong, expired or cannot be verified. */
    UNAUTHORISED,
    /** The credential is genuine, but not valid for this tenant, account or auth service. */
    FORBIDDEN,
    /** There is no decision: the auth service is down or too slow, or too many requests are in flight. */
    UNAVAILABLE,
    /** The requestor asks too often. */
    THROTTLED,
    /** The request's deadline had passed before it was answered. */
    EXPIRED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The outcome's name in events and metrics. */
    @JsonValue
    public String code() {
        return code;
    }

    /** Whether the requestor is told how long to wait before it asks again. */
    public boolean invitesRetry() {
        return this == UNAVAILABLE || this == THROTTLED;
    }
}
