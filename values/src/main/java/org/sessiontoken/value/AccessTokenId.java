package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies an access token: its claim {@code jti} (RFC 7519, section 4.1.7). It is no secret, and good for nothing but to name
 * the token in logs and audit.
 *
 * @param value 16 to 64 letters, digits, underscores and hyphens
 */
public record AccessTokenId(@JsonValue String value) {

    private static final Characters BASE64URL = Characters.LETTERS_AND_DIGITS.or("-_");

    private static final ValueFormat FORMAT = new ValueFormat(
            "access token ID", BASE64URL, BASE64URL, 16, 64, "16 to 64 letters, digits, underscores and hyphens");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public AccessTokenId {
        FORMAT.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
