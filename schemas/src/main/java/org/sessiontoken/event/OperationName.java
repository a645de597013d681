package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names what a requestor can ask an auth service to do.
 *
 * <p>The names are an open vocabulary, so that a newer broker can offer more: readers pass over an operation that they do
 * not know.
 *
 * @param value 1 to 64 lower-case letters, digits and hyphens, the first a letter
 */
public record OperationName(@JsonValue String value) {

    // Above the constant, which needs it.
    private static final Pattern FORMAT = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /** The operation that {@link SessionTokenRequested} asks for: a credential in, a session token out. */
    public static final OperationName GET_SESSION_TOKEN = new OperationName("get-session-token");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public OperationName {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "operation name must be 1 to 64 lower-case letters, digits and hyphens, the first a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
