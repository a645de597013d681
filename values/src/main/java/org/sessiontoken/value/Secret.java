package org.sessiontoken.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that nobody may see: a key, a credential, a session token. Its {@link #toString()} is a constant, it is not
 * serialisable, and it is compared in constant time. Only {@link #text()} and {@link #bytes()} reveal the content.
 */
public final class Secret {

    private final byte[] content;

    private Secret(byte[] content) {
        this.content = content;
    }

    /** A secret text, kept as UTF-8. */
    public static Secret ofText(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Secret bytes; the array is copied. */
    public static Secret ofBytes(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** The secret as text, read as UTF-8. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** A copy of the secret's bytes. */
    public byte[] bytes() {
        return content.clone();
    }

    /** The number of bytes. */
    public int length() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(content, secret.content);
    }

    /** The same for all secrets: a hash of the content would help to guess it. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
