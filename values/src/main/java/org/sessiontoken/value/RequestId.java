package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies one request; it is also the {@code id} of the CloudEvent. The requestor chooses it, best as a random UUID.
 *
 * @param value 8 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit
 */
public record RequestId(@JsonValue String value) {

    private static final ValueFormat FORMAT = new ValueFormat(
            "request ID",
            Characters.LETTERS_AND_DIGITS,
            Characters.LETTERS_AND_DIGITS.or("._-"),
            8,
            64,
            "8 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public RequestId {
        FORMAT.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
