package org.sessiontoken.value;

import java.util.regex.Pattern;

/**
 * What a value looks like, and the message for one that does not. The message leaves the value out: what arrives in the
 * wrong place may be a secret.
 *
 * @param name what the value is called in messages
 * @param pattern what it must match as a whole
 * @param expectation the pattern in words
 */
record Shape(String name, Pattern pattern, String expectation) {

    void require(String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must be " + expectation);
        }
    }
}
