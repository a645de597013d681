package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A secret under encryption: a JWE in compact serialisation (RFC 7516, section 7.1), safe to be written to a topic.
 *
 * @param compact five base64url parts with dots between them, {@value #MAX_LENGTH} characters at the most
 */
public record Jwe(@JsonValue String compact) {

    /** The longest JWE that is taken, in characters: the sealed form of the largest body that the HTTP contract takes. */
    public static final int MAX_LENGTH = 131_072;

    private static final int DOTS = 4;
    private static final Characters BASE64URL_AND_DOTS = Characters.LETTERS_AND_DIGITS.or("-_.");

    /** Refuses what does not have the form of a JWE with an {@link IllegalArgumentException}, without quoting it. */
    public Jwe {
        if (compact.length() > MAX_LENGTH || !isFiveParts(compact)) {
            throw new IllegalArgumentException("sealed value must be a JWE in compact serialisation of at most "
                    + MAX_LENGTH + " characters: five base64url parts with dots between them");
        }
    }

    /** In two passes, each of a single question for each character: one pass with both takes twice as long. */
    private static boolean isFiveParts(String text) {
        return BASE64URL_AND_DOTS.fill(text, 0, text.length()) && dots(text) == DOTS;
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
