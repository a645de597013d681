package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * W3C Trace Context {@code traceparent}, carried through unread so that traces join up.
 *
 * @param value version-traceid-parentid-flags, each in lower-case hexadecimal, with neither ID all zeros
 */
public record TraceParent(@JsonValue String value) {

    private static final Shape SHAPE = new Shape(
            "traceparent",
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"),
            "version-traceid-parentid-flags, each in lower-case hexadecimal, with neither ID all zeros");

    /** Refuses a value of another shape with an {@link IllegalArgumentException} that says what was expected. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TraceParent {
        SHAPE.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
