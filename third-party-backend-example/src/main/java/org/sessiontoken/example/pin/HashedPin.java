package org.sessiontoken.example.pin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.sessiontoken.value.Secret;

/** A PIN that is hashed by PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2). Safe for all threads. */
final class HashedPin {

    static final int MIN_ITERATIONS = 10_000;
    static final int MAX_ITERATIONS = 10_000_000;
    static final int MIN_SALT = 8;
    static final int HASH_LENGTH = 32;

    private static final Pattern PIN = Pattern.compile("[0-9]{4,12}");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    HashedPin(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt.clone();
        this.hash = hash.clone();
    }

    /** A hash that no PIN matches. The comparison takes as long as with any other. */
    static HashedPin matchingNone(int iterations) {
        return new HashedPin(iterations, new byte[MIN_SALT], new byte[0]);
    }

    int iterations() {
        return iterations;
    }

    /** Whether this is the PIN. The computation takes milliseconds, on purpose. */
    boolean matches(Secret pin) {
        String digits = pin.length() > 12 ? "" : pin.text();
        return PIN.matcher(digits).matches() && MessageDigest.isEqual(hash, hash(digits.toCharArray()));
    }

    private byte[] hash(char[] digits) {
        PBEKeySpec spec = new PBEKeySpec(digits, salt, iterations, HASH_LENGTH * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every supported Java platform has PBKDF2", impossible);
        } finally {
            spec.clearPassword();
            Arrays.fill(digits, '0');
        }
    }
}
