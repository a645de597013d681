package org.sessiontoken.keys;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.sessiontoken.value.Secret;

/**
 * A secret key with its name and its one algorithm. A key for several algorithms would allow algorithm confusion (RFC
 * 8725, section 3.1).
 *
 * @param kid the key's name in tokens and envelopes: 1 to 128 printable ASCII characters without spaces
 * @param algorithm such as {@code HS256} or {@code A256GCMKW} (RFC 7518)
 * @param material the bytes of the key
 */
public record NamedKey(String kid, String algorithm, Secret material) {

    private static final Pattern KID = Pattern.compile("[!-~]{1,128}");

    /** Refuses a name that is not printable, or a key too weak for its algorithm, naming the key. */
    public NamedKey {
        if (!KID.matcher(kid).matches()) {
            throw new IllegalArgumentException("a kid must be 1 to 128 printable ASCII characters without spaces");
        }
        int needed = bytesNeededBy(algorithm, kid);
        boolean exact = algorithm.startsWith("A");
        if (exact ? material.length() != needed : material.length() < needed) {
            throw new IllegalArgumentException("key '" + kid + "' must have " + (exact ? "exactly " : "at least ")
                    + needed + " bytes for " + algorithm + ", and it has " + material.length());
        }
    }

    /** A new key of random bytes, as many as its algorithm needs. */
    public static NamedKey random(String kid, String algorithm) {
        byte[] random = new byte[bytesNeededBy(algorithm, kid)];
        new SecureRandom().nextBytes(random);
        return new NamedKey(kid, algorithm, Secret.ofBytes(random));
    }

    private static int bytesNeededBy(String algorithm, String kid) {
        return switch (algorithm) {
            case "HS256", "A256GCMKW" -> 32;
            case "HS384" -> 48;
            case "HS512" -> 64;
            default ->
                throw new IllegalArgumentException("key '" + kid + "' has the algorithm '" + algorithm
                        + "', and only HS256, HS384, HS512 and A256GCMKW are allowed");
        };
    }

    /** The key in the form that the Java platform's ciphers and MACs need. */
    public SecretKey toSecretKey() {
        return new SecretKeySpec(material.bytes(), jcaName());
    }

    private String jcaName() {
        return algorithm.startsWith("HS") ? "HmacSHA" + algorithm.substring(2) : "AES";
    }
}
