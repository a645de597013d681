package org.sessiontoken.console.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Stands for an account where its ID must not be seen.
 *
 * @param value the letter {@code k}, and 16 hexadecimal digits
 */
public record AccountHash(@JsonValue String value) {

    private static final Pattern FORMAT = Pattern.compile("k[0-9a-f]{16}");

    /** Refuses a text that is no hash of an account with an {@link IllegalArgumentException}. */
    public AccountHash {
        if (!isHash(value)) {
            throw new IllegalArgumentException("account hash must be the letter k and 16 hexadecimal digits");
        }
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
