package org.sessiontoken.event;

import org.sessiontoken.value.ReasonCode;

/**
 * A record is not the event that it should be. The message says what was expected and quotes nothing of the record,
 * since what cannot be read may still be secret.
 */
public final class UnreadableEventException extends RuntimeException {

    private final ReasonCode reason;
    private final String detail;

    UnreadableEventException(Cause cause, String message) {
        super(message);
        this.detail = message;
        this.reason = new ReasonCode(cause.code);
    }

    /** Why, as a code. */
    public ReasonCode reason() {
        return reason;
    }

    /** Why, in words that quote nothing of the record. */
    @Override
    public String getMessage() {
        return detail;
    }

    /** What was wrong with the record. */
    enum Cause {
        KEY("unreadable-key"),
        HEADERS("unreadable-headers"),
        VALUE("unreadable-value"),
        PLAIN_PARAMETERS("plain-parameters");

        private final String code;

        Cause(String code) {
            this.code = code;
        }
    }
}
