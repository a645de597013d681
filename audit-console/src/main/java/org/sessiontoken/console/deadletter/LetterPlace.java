package org.sessiontoken.console.deadletter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter is on its topic. As text, partition and offset with a hyphen between them, it is the cursor of a page. */
record LetterPlace(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})-([0-9]{1,18})");

    /** Reads the text; refuses any other one with an {@link IllegalArgumentException}. */
    static LetterPlace parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("before must be the next of an earlier answer");
        }
        return new LetterPlace(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
    }

    static LetterPlace of(KnownLetter letter) {
        return new LetterPlace(letter.partition(), letter.offset());
    }

    boolean isThatOf(KnownLetter letter) {
        return equals(of(letter));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
