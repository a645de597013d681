package org.sessiontoken.adapter.caller;

import java.util.Optional;

/**
 * The elements of a header's line from its last to its first. What a proxy has appended is read first, and does not depend on
 * what was there before: a quotation mark that its caller has left open hides nothing. Empty elements are passed over.
 */
final class ForwardedElements {

    private final boolean quoted;
    private String rest;

    private ForwardedElements(String value, boolean quoted) {
        this.rest = value;
        this.quoted = quoted;
    }

    /** A list of values that cannot be quoted. */
    static ForwardedElements ofPlainList(String value) {
        return new ForwardedElements(value, false);
    }

    /** A list of RFC 7239, whose elements may have commas between quotation marks. */
    static ForwardedElements ofForwarded(String value) {
        return new ForwardedElements(value, true);
    }

    /** The next element to the left, or empty at the beginning of the line. */
    Optional<String> previous() {
        while (!rest.isEmpty()) {
            int comma = separator();
            String element = rest.substring(comma + 1).strip();
            rest = rest.substring(0, Math.max(0, comma));
            if (!element.isEmpty()) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** The last comma with an even number of quotation marks behind it: it is between elements, not within quotes. */
    private int separator() {
        boolean outside = true;
        for (int i = rest.length() - 1; i >= 0; i--) {
            char c = rest.charAt(i);
            if (quoted && c == '"' && !isEscaped(i)) {
                outside = !outside;
            } else if (c == ',' && outside) {
                return i;
            }
        }
        return -1;
    }

    private boolean isEscaped(int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && rest.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
