package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one request, unlike any other: the {@code id} of its CloudEvent. Made by the requestor, best as a random UUID.
 *
 * @param value 8 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit
 */
public record RequestId(@JsonValue String value) {

    private static final Shape SHAPE = new Shape(
            "request ID",
            Characters.LETTERS_AND_DIGITS,
            Characters.LETTERS_AND_DIGITS.or("._-"),
            8,
            64,
            "8 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit");

    /** Refuses a value of another shape with an {@link IllegalArgumentException} that says what was expected. */
    public RequestId {
        SHAPE.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
