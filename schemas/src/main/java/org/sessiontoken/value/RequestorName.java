package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names who asks: the HTTP adapter, or an internal system. Each has its own sealing keys.
 *
 * @param value 1 to 63 lower-case letters, digits and hyphens, the first a letter or digit
 */
public record RequestorName(@JsonValue String value) {

    private static final Shape SHAPE = new Shape(
            "requestor name",
            Pattern.compile("[a-z0-9][a-z0-9-]{0,62}"),
            "1 to 63 lower-case letters, digits and hyphens, the first a letter or digit");

    /** Refuses a value of another shape with an {@link IllegalArgumentException} that says what was expected. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RequestorName {
        SHAPE.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
