package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a call flow, for logs. The caller chooses it, and several requests in flight may have the same one.
 *
 * @param value 1 to 128 printable ASCII characters without spaces
 */
public record CorrelationId(@JsonValue String value) {

    private static final Characters PRINTABLE = Characters.between('!', '~');

    private static final ValueFormat FORMAT = new ValueFormat(
            "correlation ID", PRINTABLE, PRINTABLE, 1, 128, "1 to 128 printable ASCII characters without spaces");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public CorrelationId {
        FORMAT.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
