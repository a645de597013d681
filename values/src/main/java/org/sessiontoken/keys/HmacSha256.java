package org.sessiontoken.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104), by which those who hold a key derive what nobody else can. Safe for all threads. */
public final class HmacSha256 {

    private static final String NAME = "HmacSHA256";
    private static final byte[] NOTHING = {};

    /** One for each thread, since to make one takes about as long as to use it. */
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(HmacSha256::make);

    private HmacSha256() {}

    /** The 32 bytes of a key and bytes. */
    public static byte[] of(byte[] key, byte[] bytes) {
        return of(key, List.of(), bytes);
    }

    /** The 32 bytes of a key and texts. */
    public static byte[] of(byte[] key, List<String> texts) {
        return of(key, texts, NOTHING);
    }

    /**
     * The 32 bytes of a key, texts and bytes. Each text is in UTF-8 and has its length before it, so that no two lists of
     * texts run together to the same bytes.
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
