package org.sessiontoken.event;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.value.ReasonCode;

/**
 * A record is not the event that its topic demands. The message says what was expected and quotes nothing of the record,
 * since a record that cannot be read may still contain a secret.
 */
public final class UnreadableEventException extends RuntimeException {

    private final ReasonCode reason;
    private final String detail;

    UnreadableEventException(Cause cause, String message) {
        super(message);
        this.detail = message;
        this.reason = new ReasonCode(cause.code);
    }

    /** Why the record cannot be read, as a code. */
    public ReasonCode reason() {
        return reason;
    }

    /** All reasons that there are. */
    public static Set<ReasonCode> reasons() {
        return Stream.of(Cause.values())
                .map(cause -> new ReasonCode(cause.code))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why the record cannot be read, in words that quote nothing of it. */
    @Override
    public String getMessage() {
        return detail;
    }

    /** The part of the record that is wrong. */
    enum Cause {
        /** The record's key is missing or not as described. */
        KEY("unreadable-key"),
        /** A header is missing or not as described. */
        HEADERS("unreadable-headers"),
        /** The value is missing, no JSON object, or not as its schema describes. */
        VALUE("unreadable-value"),
        /** The value has parameters in the clear. */
        PLAIN_PARAMETERS("plain-parameters"),
        /** The record is larger, once it is unpacked, than records may be. */
        TOO_LARGE("too-large");

        private final String code;

        Cause(String code) {
            this.code = code;
        }
    }
}
