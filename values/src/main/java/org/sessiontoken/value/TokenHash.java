package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a session token in lower-case hexadecimal: the only form in which a token may be stored or shown.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record TokenHash(@JsonValue String value) {

    private static final ValueFormat FORMAT = new ValueFormat(
            "token hash", Characters.HEXADECIMAL, Characters.HEXADECIMAL, 64, 64, "64 lower-case hexadecimal digits");

    /** Refuses a value of another format with an {@link IllegalArgumentException}. */
    public TokenHash {
        FORMAT.require(value);
    }

    /** The hash of a token's UTF-8 text. */
    public static TokenHash of(Secret token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.bytes());
            return new TokenHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
