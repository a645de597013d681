package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a tenant of the platform: one operator. No other tenant sees its auth services and accounts.
 *
 * @param value 1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit
 */
public record TenantId(@JsonValue String value) {

    private static final ValueFormat FORMAT = new ValueFormat(
            "tenant ID",
            Characters.LETTERS_AND_DIGITS,
            Characters.LETTERS_AND_DIGITS.or("._-"),
            1,
            64,
            "1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public TenantId {
        FORMAT.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
