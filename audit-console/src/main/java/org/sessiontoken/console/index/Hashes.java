package org.sessiontoken.console.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Short forms of long texts, for looking them up. Whoever finds a row by one compares the text itself. */
public final class Hashes {

    private Hashes() {}

    /** The first 64 bits of the SHA-256: callers choose some of the texts, and must not choose two that are found together. */
    public static long of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
