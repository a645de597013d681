package org.sessiontoken.sealing;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES in Galois/Counter Mode with initialisation vectors of 96 bits and tags of 128 (RFC 7518, sections 4.7 and 5.3). */
final class AesGcm {

    static final int VECTOR_BYTES = 12;
    static final int TAG_BYTES = 16;

    /**
     * One cipher for each thread, since creating one takes about as long as using it. A cipher refuses to encrypt twice in
     * a row with the same key and vector; this does not happen, because an envelope alternates between two keys.
     */
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(AesGcm::make);

    private AesGcm() {}

    /** Encrypts a text; the result ends with the tag. */
    static byte[] encrypt(SecretKey key, byte[] vector, byte[] authenticated, byte[] text) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, vector, authenticated).doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES in GCM", impossible);
        }
    }

    /** Decrypts a text. The result is empty if the key or vector is another, or if text or authenticated data were changed. */
    static Optional<byte[]> decrypt(SecretKey key, byte[] vector, byte[] authenticated, byte[] encrypted, byte[] tag) {
        // A shorter tag is easier to forge, and the cipher would take other bytes at the end for the tag.
        if (vector.length != VECTOR_BYTES || tag.length != TAG_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, vector, authenticated);
            byte[] text = new byte[cipher.getOutputSize(encrypted.length + tag.length)];
            int length = cipher.update(encrypted, 0, encrypted.length, text);
            length += cipher.doFinal(tag, 0, tag.length, text, length);
            return Optional.of(length == text.length ? text : Arrays.copyOf(text, length));
        } catch (GeneralSecurityException notAuthentic) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] vector, byte[] authenticated)
            throws GeneralSecurityException {
        Cipher cipher = CIPHERS.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, vector));
        cipher.updateAAD(authenticated);
        return cipher;
    }

    private static Cipher make() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES in GCM", impossible);
        }
    }
}
