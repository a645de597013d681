package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an auth service within its tenant: the {@code authServiceName} of service discovery and the {@code x-auth-service-id} of a request.
 *
 * @param value 1 to 128 printable ASCII characters, with no space at either end
 */
public record AuthServiceId(@JsonValue String value) {

    private static final Shape SHAPE = new Shape(
            "auth service ID",
            Characters.between('!', '~'),
            Characters.between(' ', '~'),
            1,
            128,
            "1 to 128 printable ASCII characters, with no space at either end");

    /** Refuses a value of another shape with an {@link IllegalArgumentException} that says what was expected. */
    public AuthServiceId {
        if (!SHAPE.isThatOf(value) || value.endsWith(" ")) {
            throw SHAPE.refusal();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
