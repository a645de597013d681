package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Why a request ended as it did, for audit and metrics. A code is never told to the caller of a refused credential.
 *
 * @param value 1 to 64 lower-case letters, digits and hyphens, the first a letter; a small, fixed vocabulary for each
 *     auth service, since metrics are counted by it
 */
public record ReasonCode(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /** Refuses another shape with an {@link IllegalArgumentException}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReasonCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "reason code must be 1 to 64 lower-case letters, digits and hyphens, the first a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
