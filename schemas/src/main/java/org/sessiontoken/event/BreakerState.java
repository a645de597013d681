package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a circuit breaker does with calls. */
public enum BreakerState {
    /** Calls go through. */
    CLOSED("closed"),
    /** Calls are answered as unavailable at once. */
    OPEN("open"),
    /** A few calls go through as a test. */
    HALF_OPEN("half-open");

    private final String code;

    BreakerState(String code) {
        this.code = code;
    }

    /** The state's name in events, logs and metrics. */
    @JsonValue
    public String code() {
        return code;
    }
}
