package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an auth service within its tenant. HTTP calls it {@code authServiceName} and {@code x-auth-service-id}.
 *
 * @param value 1 to 128 printable ASCII characters, with no space at either end
 */
public record AuthServiceId(@JsonValue String value) {

    private static final ValueFormat FORMAT = new ValueFormat(
            "auth service ID",
            Characters.between('!', '~'),
            Characters.between(' ', '~'),
            1,
            128,
            "1 to 128 printable ASCII characters, with no space at either end");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public AuthServiceId {
        if (!FORMAT.matches(value) || value.endsWith(" ")) {
            throw FORMAT.refusal();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
