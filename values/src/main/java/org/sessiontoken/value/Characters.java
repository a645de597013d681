package org.sessiontoken.value;

/**
 * A set of ASCII characters, kept as a table: every character of every value in every event is looked up. A regular
 * expression takes many times as long, and comparisons mislead the processor's branch prediction.
 */
final class Characters {

    static final Characters DIGITS = between('0', '9');
    static final Characters LOWER_CASE = between('a', 'z');
    static final Characters HEXADECIMAL = DIGITS.or(between('a', 'f'));
    static final Characters LETTERS_AND_DIGITS =
            LOWER_CASE.or(between('A', 'Z')).or(DIGITS);

    private final boolean[] among;

    private Characters(boolean[] among) {
        this.among = among;
    }

    /** The characters from the first to the last. */
    static Characters between(char first, char last) {
        boolean[] among = new boolean[128];
        for (char c = first; c <= last; c++) {
            among[c] = true;
        }
        return new Characters(among);
    }

    Characters or(Characters others) {
        boolean[] either = among.clone();
        for (int c = 0; c < either.length; c++) {
            either[c] |= others.among[c];
        }
        return new Characters(either);
    }

    Characters or(String others) {
        boolean[] either = among.clone();
        for (char c : others.toCharArray()) {
            either[c] = true;
        }
        return new Characters(either);
    }

    boolean contains(char c) {
        return c < among.length && among[c];
    }

    /** Whether the set contains all characters of the text from one index (inclusive) to another (exclusive). */
    boolean containsAll(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!contains(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
