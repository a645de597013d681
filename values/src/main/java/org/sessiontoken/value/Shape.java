package org.sessiontoken.value;

/**
 * What a value looks like, and the message for one that does not. The message leaves the value out: what arrives in the
 * wrong place may be a secret.
 *
 * @param name what the value is called in messages
 * @param first what it may begin with
 * @param others what it may have after that
 * @param shortest how few characters it may have
 * @param longest how many characters it may have
 * @param expectation all that in words
 */
record Shape(String name, Characters first, Characters others, int shortest, int longest, String expectation) {

    void require(String value) {
        if (!isThatOf(value)) {
            throw refusal();
        }
    }

    boolean isThatOf(String value) {
        int length = value.length();
        return length >= shortest && length <= longest && first.has(value.charAt(0)) && others.fill(value, 1, length);
    }

    IllegalArgumentException refusal() {
        return new IllegalArgumentException(name + " must be " + expectation);
    }
}
