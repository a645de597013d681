package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an attempt to sign on ended. Every attempt ends in exactly one of these outcomes; none of them is an HTTP status. */
public enum SignOnOutcome {
    /** The session token was good, and nobody else had used it: there are tokens for the device. */
    SIGNED_ON,
    /** The attempt cannot be worked on: it cannot be read, or its envelope cannot be opened. */
    INVALID,
    /** The session token is unknown, used, expired, or another tenant's or auth service's. Which of them is for audit alone. */
    UNAUTHORISED,
    /** The attempt came to Kafka after its deadline. */
    EXPIRED;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The outcome's name in events and metrics. */
    @JsonValue
    public String code() {
        return code;
    }
}
