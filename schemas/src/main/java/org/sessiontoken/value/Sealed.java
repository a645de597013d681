package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A secret under encryption: a JWE in compact serialisation (RFC 7516, section 7.1), safe to be written to a topic.
 *
 * @param compact five base64url parts with dots between them, {@value #LONGEST} characters at the most
 */
public record Sealed(@JsonValue String compact) {

    /** The longest JWE that is taken, in characters: the sealed form of the largest body that the HTTP contract takes. */
    public static final int LONGEST = 131_072;

    private static final Characters BASE64URL = Characters.LETTERS_AND_DIGITS.and("-_");

    /** Refuses what does not have the form of a JWE with an {@link IllegalArgumentException}, without quoting it. */
    public Sealed {
        if (compact.length() > LONGEST || !isFiveParts(compact)) {
            throw new IllegalArgumentException("sealed value must be a JWE in compact serialisation of at most "
                    + LONGEST + " characters: five base64url parts with dots between them");
        }
    }

    private static boolean isFiveParts(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (!BASE64URL.has(c)) {
                return false;
            }
        }
        return dots == 4;
    }

    @Override
    public String toString() {
        return "Sealed[" + compact.length() + " characters]";
    }
}
