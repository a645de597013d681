package org.sessiontoken.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/**
 * Where all chance comes from. Each purpose has a sequence of its own, so that a scenario is the same alone as among others.
 */
record Seed(long value) {

    /** The sequence for a purpose: the same for the same seed, on every Java. */
    Random of(String purpose) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((value + " " + purpose).getBytes(StandardCharsets.UTF_8));
            return new Random(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
