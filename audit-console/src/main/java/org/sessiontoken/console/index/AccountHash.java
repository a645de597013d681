package org.sessiontoken.console.index;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What viewers see of an account ID: the same for the same account, and of no use to whoever lacks the key.
 *
 * @param value the letter {@code k}, and 16 hexadecimal digits
 */
public record AccountHash(@JsonValue String value) {

    private static final Pattern FORMAT = Pattern.compile("k[0-9a-f]{16}");
    private static final int RADIX = 16;

    /** Refuses a value of another format with an {@link IllegalArgumentException}. */
    public AccountHash {
        if (!isHash(value)) {
            throw new IllegalArgumentException("account hash must be the letter k and 16 hexadecimal digits");
        }
    }

    static AccountHash of(byte[] mac) {
        return new AccountHash(
                String.format(Locale.ROOT, "k%016x", ByteBuffer.wrap(mac).getLong()));
    }

    /** Whether a text has the form of such a hash. */
    public static boolean isHash(String text) {
        return FORMAT.matcher(text).matches();
    }

    /** The same as a number, by which the index finds it. */
    public long bits() {
        return Long.parseUnsignedLong(value.substring(1), RADIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
