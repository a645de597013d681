package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a requestor: the HTTP adapter, or an internal system. Each requestor has its own sealing keys.
 *
 * @param value 1 to 63 lower-case letters, digits and hyphens, the first a letter or digit
 */
public record RequestorName(@JsonValue String value) {

    private static final Characters LETTERS_AND_DIGITS = Characters.LOWER_CASE.or(Characters.DIGITS);

    private static final ValueFormat FORMAT = new ValueFormat(
            "requestor name",
            LETTERS_AND_DIGITS,
            LETTERS_AND_DIGITS.or("-"),
            1,
            63,
            "1 to 63 lower-case letters, digits and hyphens, the first a letter or digit");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public RequestorName {
        FORMAT.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
