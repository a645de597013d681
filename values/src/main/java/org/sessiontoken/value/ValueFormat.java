package org.sessiontoken.value;

/**
 * The format of a value, and the message that refuses a value of another format. The message does not quote the value,
 * since a text that arrives in the wrong place may be a secret.
 *
 * @param name the name of the value in messages
 * @param first the characters with which the value may begin
 * @param others the characters that the value may have after the first
 * @param minLength the minimum number of characters
 * @param maxLength the maximum number of characters
 * @param expectation the format in words
 */
record ValueFormat(String name, Characters first, Characters others, int minLength, int maxLength, String expectation) {

    void require(String value) {
        if (!matches(value)) {
            throw refusal();
        }
    }

    boolean matches(String value) {
        int length = value.length();
        return length >= minLength
                && length <= maxLength
                && first.contains(value.charAt(0))
                && others.containsAll(value, 1, length);
    }

    IllegalArgumentException refusal() {
        return new IllegalArgumentException(name + " must be " + expectation);
    }
}
