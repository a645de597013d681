package org.sessiontoken.sealing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sessiontoken.value.Jwe;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JWE made and opened by hand, from RFC 7516 and RFC 7518 and with the Java platform's own ciphers only: what another
 * JOSE library would do.
 */
final class ReferenceJwe {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final byte[] contentKey = random(32);
    private int tagLength = 16;

    ReferenceJwe(SealingKey key) {
        this.key = key.key().material().bytes();
        with("alg", "A256GCMKW").with("enc", "A256GCM").with("kid", key.key().kid());
    }

    ReferenceJwe with(String parameter, Object value) {
        header.put(parameter, value);
        return this;
    }

    ReferenceJwe without(String parameter) {
        header.remove(parameter);
        return this;
    }

    ReferenceJwe with(Map<String, String> parameters) {
        header.putAll(parameters);
        return this;
    }

    /** Cuts the authentication tags of key and content short. */
    ReferenceJwe withTagsOf(int bytes) {
        tagLength = bytes;
        return this;
    }

    /** RFC 7516, section 5.1. */
    Jwe seal(byte[] content) {
        byte[] keyVector = random(12);
        byte[] wrapped = gcm(Cipher.ENCRYPT_MODE, key, keyVector, new byte[0], contentKey);
        header.put("iv", base64(keyVector));
        header.put("tag", base64(Arrays.copyOfRange(wrapped, 32, 32 + tagLength)));
        return compact(Arrays.copyOf(wrapped, 32), contentKey, content);
    }

    /** RFC 7518, section 4.5: the shared key itself encrypts the content. */
    Jwe sealDirectly(byte[] content) {
        return compact(new byte[0], key, content);
    }

    private Jwe compact(byte[] encryptedKey, byte[] contentKey, byte[] content) {
        byte[] vector = random(12);
        String head = base64(JSON.writeValueAsBytes(header));
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, contentKey, vector, head.getBytes(StandardCharsets.US_ASCII), content);
        int length = sealed.length - 16;
        return new Jwe(String.join(
                ".",
                head,
                base64(encryptedKey),
                base64(vector),
                base64(Arrays.copyOf(sealed, length)),
                base64(Arrays.copyOfRange(sealed, length, length + tagLength))));
    }

    /**
     * What was inside an envelope, and what made it.
     *
     * @param header the protected header
     * @param contentKey the key that encrypted the content
     * @param keyVector the vector that encrypted the content key
     * @param vector the vector that encrypted the content
     * @param content what was inside
     */
    record Parts(JsonNode header, String contentKey, String keyVector, String vector, byte[] content) {}

    /** RFC 7516, section 5.2. */
    static Parts open(Jwe sealed, SealingKey key) {
        String[] parts = sealed.compact().split("\\.", -1);
        JsonNode header = JSON.readTree(bytes(parts[0]));
        String keyVector = header.get("iv").asString();
        byte[] wrapped = concat(bytes(parts[1]), bytes(header.get("tag").asString()));
        byte[] contentKey =
                gcm(Cipher.DECRYPT_MODE, key.key().material().bytes(), bytes(keyVector), new byte[0], wrapped);
        byte[] content = gcm(
                Cipher.DECRYPT_MODE,
                contentKey,
                bytes(parts[2]),
                parts[0].getBytes(StandardCharsets.US_ASCII),
                concat(bytes(parts[3]), bytes(parts[4])));
        return new Parts(header, base64(contentKey), keyVector, parts[2], content);
    }

    private static byte[] gcm(int mode, byte[] key, byte[] vector, byte[] authenticated, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, vector));
            cipher.updateAAD(authenticated);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** In raw DEFLATE, as RFC 7516 asks, or in ZLIB's wrapping, as the JWT library takes it. */
    static byte[] deflated(byte[] content, boolean raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, raw))) {
            deflater.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
