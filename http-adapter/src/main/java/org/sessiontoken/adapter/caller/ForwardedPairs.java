package org.sessiontoken.adapter.caller;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pairs of an element of {@code Forwarded} (RFC 7239, section 4), such as {@code for="[2001:db8::1]:4711";proto=https}. */
final class ForwardedPairs {

    private static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern PAIR =
            Pattern.compile("[ \\t]*+(" + NAME + ")=(?:(" + NAME + ")|(" + QUOTED + "))[ \\t]*+(?:;|$)");

    private ForwardedPairs() {}

    /** The node that {@code for} names; empty if the element has none, has two, or is not as described. */
    static Optional<String> node(String element) {
        Matcher pair = PAIR.matcher(element);
        Optional<String> node = Optional.empty();
        int end = 0;
        while (end < element.length()) {
            if (!pair.find(end) || pair.start() != end) {
                return Optional.empty();
            }
            end = pair.end();
            if (pair.group(1).toLowerCase(Locale.ROOT).equals("for")) {
                if (node.isPresent()) {
                    return Optional.empty();
                }
                node = Optional.of(pair.group(2) != null ? pair.group(2) : unquoted(pair.group(3)));
            }
        }
        return node;
    }

    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
