package org.sessiontoken.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.sessiontoken.value.Secret;

/**
 * Whether keys that were made for development are allowed. Each such key begins with the same eight bytes
 * ({@code ZGV2LW9ubH} in base64url), so that it is recognised everywhere and under any name.
 */
public enum DevelopmentKeys {
    /** Development keys are allowed; for the standalone program only. */
    ALLOWED,
    /** Development keys are refused. */
    REFUSED;

    private static final byte[] MARK = "dev-only".getBytes(StandardCharsets.US_ASCII);

    /** Creates a new key with the mark: all bytes but the mark are random. */
    public static NamedKey generate(String kid, String algorithm, int length) {
        byte[] random = new byte[length];
        new SecureRandom().nextBytes(random);
        System.arraycopy(MARK, 0, random, 0, Math.min(MARK.length, length));
        return new NamedKey(kid, algorithm, Secret.ofBytes(random));
    }

    /** Whether a key has the mark of a development key. */
    public static boolean isMarked(Secret key) {
        byte[] bytes = key.bytes();
        return bytes.length >= MARK.length && Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length);
    }

    boolean refuses(Secret key) {
        return this == REFUSED && isMarked(key);
    }
}
