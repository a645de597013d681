package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an account at the operator: the account that the session token signs in.
 *
 * @param value 1 to 256 characters, none of them a control character
 */
public record AccountId(@JsonValue String value) {

    private static final int MAX_LENGTH = 256;

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public AccountId {
        int characters = value.codePointCount(0, value.length());
        if (characters < 1 || characters > MAX_LENGTH || value.codePoints().anyMatch(AccountId::isRefused)) {
            throw new IllegalArgumentException(
                    "account ID must be 1 to " + MAX_LENGTH + " characters, none of them a control character");
        }
    }

    /** Also refuses line separators, and halves of surrogate pairs. */
    private static boolean isRefused(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
