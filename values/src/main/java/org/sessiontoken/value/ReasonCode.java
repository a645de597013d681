package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a request ended as it did, for audit and metrics. Whoever sent a refused credential is never told the code.
 *
 * @param value 1 to 64 lower-case letters, digits and hyphens, the first a letter; each auth service
 *     must have a small, fixed vocabulary, since the code is a metric tag
 */
public record ReasonCode(@JsonValue String value) {

    private static final int MAX_LENGTH = 64;

    /** Refuses a value of another format with an {@link IllegalArgumentException}. */
    public ReasonCode {
        if (!isReasonCode(value)) {
            throw new IllegalArgumentException("reason code must be 1 to " + MAX_LENGTH
                    + " lower-case letters, digits and hyphens, the first a letter");
        }
    }

    private static boolean isReasonCode(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && isLetter(value.charAt(0))
                && value.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || c == '-');
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public String toString() {
        return value;
    }
}
