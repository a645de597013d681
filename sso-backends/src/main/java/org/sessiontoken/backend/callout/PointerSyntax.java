package org.sessiontoken.backend.callout;

import java.util.regex.Pattern;

/** The syntax of JSON pointers (RFC 6901, section 3), which Jackson does not insist on. */
final class PointerSyntax {

    private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)+");

    private PointerSyntax() {}

    /** Whether a text is a pointer to something within a document. */
    static boolean isKeptBy(String text) {
        return POINTER.matcher(text).matches();
    }
}
