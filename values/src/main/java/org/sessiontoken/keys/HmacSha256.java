package org.sessiontoken.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104): derives bytes that nobody can compute without the key. Safe for all threads. */
public final class HmacSha256 {

    private static final String NAME = "HmacSHA256";
    private static final byte[] NOTHING = {};

    /** One for each thread, since creating one takes about as long as using it. */
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(HmacSha256::make);

    private HmacSha256() {}

    /** The 32 bytes that a key and bytes result in. */
    public static byte[] of(byte[] key, byte[] bytes) {
        return of(key, List.of(), bytes);
    }

    /** The 32 bytes that a key and texts result in. */
    public static byte[] of(byte[] key, List<String> texts) {
        return of(key, texts, NOTHING);
    }

    /**
     * The 32 bytes that a key, texts and bytes result in. Each text is in UTF-8 and preceded by its length, so that no two
     * lists of texts result in the same bytes.
     */
    public static byte[] of(byte[] key, List<String> texts, byte[] bytes) {
        Mac mac = MACS.get();
        try {
            mac.init(new SecretKeySpec(key, NAME));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(NAME + " takes every key that has bytes", impossible);
        }
        for (String text : texts) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
            mac.update(encoded);
        }
        return mac.doFinal(bytes);
    }

    private static Mac make() {
        try {
            return Mac.getInstance(NAME);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + NAME, impossible);
        }
    }
}
