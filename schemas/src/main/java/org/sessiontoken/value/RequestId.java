package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names one request, unlike any other: the {@code id} of its CloudEvent. Made by the requestor, best as a random UUID.
 *
 * @param value 8 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit
 */
public record RequestId(@JsonValue String value) {

    private static final Shape SHAPE = new Shape(
            "request ID",
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{7,63}"),
            "8 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit");

    /** Refuses a value of another shape with an {@link IllegalArgumentException} that says what was expected. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RequestId {
        SHAPE.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
