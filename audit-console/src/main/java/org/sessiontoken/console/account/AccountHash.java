package org.sessiontoken.console.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.sessiontoken.jose.Base64Url;

/**
 * Stands for an account where its ID must not be seen: the first 96 bits of a keyed hash, in base64url behind a tilde, so that
 * it needs no escaping in a URL and is told from an ID at a glance.
 *
 * @param value such as {@code ~k7fZk0pW1qk3G0c2}
 */
public record AccountHash(@JsonValue String value) {

    /** How many bytes of the keyed hash are used. */
    static final int BYTES = 12;

    private static final String MARK = "~";
    private static final Pattern FORMAT = Pattern.compile(MARK + "[A-Za-z0-9_-]{16}");

    /** Refuses a text that is no hash of an account with an {@link IllegalArgumentException}. */
    public AccountHash {
        if (!isHash(value)) {
            throw new IllegalArgumentException(
                    "the hash of an account must be a tilde and 16 letters, digits, hyphens or" + " underscores");
        }
    }

    static AccountHash of(byte[] bytes) {
        return new AccountHash(MARK + Base64Url.encode(bytes));
    }

    /** Whether a text has the form of such a hash. */
    public static boolean isHash(String text) {
        return FORMAT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
