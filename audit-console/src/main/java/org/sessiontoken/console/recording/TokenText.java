package org.sessiontoken.console.recording;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What looks like a session token in what a user has typed. The broker issues 26 lower-case letters and digits; what stands
 * beside them, such as quotes and the name of a field, does not make them another token.
 */
final class TokenText {

    private static final Pattern TOKEN = Pattern.compile("(?<![0-9A-Za-z])[0-9a-z]{26}(?![0-9A-Za-z])");

    private TokenText() {}

    /** Whether there is one in a text. */
    static boolean isIn(String text) {
        return TOKEN.matcher(text).find();
    }

    /** A path as it came, or decoded and without what looks like a token. */
    static String without(String path) {
        Matcher token = TOKEN.matcher(decoded(path));
        return token.find() ? token.replaceAll("") : path;
    }

    /** Whoever writes a digit as {@code %30} still writes it; a plus sign is one. */
    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return path;
        }
    }
}
