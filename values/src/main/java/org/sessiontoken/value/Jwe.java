package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An encrypted secret: a JWE in compact serialisation (RFC 7516, section 7.1), which may be written to a topic.
 *
 * @param compact five base64url parts with dots between them, at most {@value #MAX_LENGTH} characters
 */
public record Jwe(@JsonValue String compact) {

    /** The maximum length in characters: that of the largest parameters that a request may have, once sealed. */
    public static final int MAX_LENGTH = 131_072;

    private static final int DOTS = 4;
    private static final Characters BASE64URL_AND_DOTS = Characters.LETTERS_AND_DIGITS.or("-_.");

    /** Refuses a text that does not have the form of a JWE with an {@link IllegalArgumentException}, without quoting it. */
    public Jwe {
        if (compact.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("sealed value must have at most " + MAX_LENGTH + " characters");
        }
        if (!isFiveParts(compact)) {
            throw new IllegalArgumentException(
                    "sealed value must be a JWE in compact serialisation: five base64url parts"
                            + " without padding, and dots between them");
        }
    }

    /** Reads the text twice, with one check for each character each time: a single pass with both checks takes twice as long. */
    private static boolean isFiveParts(String text) {
        return BASE64URL_AND_DOTS.containsAll(text, 0, text.length()) && dots(text) == DOTS;
    }

    private static int dots(String text) {
        int dots = 0;
        for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
            dots++;
        }
        return dots;
    }

    @Override
    public String toString() {
        return "Jwe[" + compact.length() + " characters]";
    }
}
