package org.sessiontoken.sealing;

import io.jsonwebtoken.io.DeserializationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.sealing.OpenResult.Opened;
import org.sessiontoken.sealing.OpenResult.Refusal;
import org.sessiontoken.sealing.OpenResult.Refused;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Secret;

/**
 * Seals and opens JWE in compact serialisation (RFC 7516) with {@code A256GCMKW} and {@code A256GCM} (RFC 7518).
 *
 * <p>Sealing the same content, for the same purpose and binding, with the same key, results in the same envelope. So a
 * reply that is written twice is the same both times. Opening accepts these two algorithms only, and neither compression
 * nor critical extensions. Safe for all threads.
 *
 * <p>The class uses the Java platform's ciphers and not a JOSE library, since each request takes four envelopes, and the
 * project spends more of its own time on them than on anything else.
 */
public final class Envelope {

    private static final int KEY_BYTES = 32;
    private static final byte[] NOTHING = new byte[0];

    private final Supplier<KeyRing> keys;

    /** Opens envelopes that were sealed with one of these keys. */
    public Envelope(KeyRing keys) {
        this(() -> keys);
    }

    /** Opens envelopes that were sealed with one of the keys that there are at that time. */
    public Envelope(Supplier<KeyRing> keys) {
        this.keys = keys;
    }

    /**
     * Seals a content for a purpose, bound to what it belongs to (RFC 7516, section 5.1).
     *
     * @throws IllegalArgumentException if the content is empty, or so long that the envelope would be longer than
     *     {@value Jwe#MAX_LENGTH} characters
     */
    public static Jwe seal(Secret content, Purpose purpose, Binding binding, SealingKey key) {
        byte[] bytes = content.bytes();
        if (bytes.length == 0) {
            throw new IllegalArgumentException("the content to seal must not be empty: leave an empty value out");
        }
        DeterministicRandom random = new DeterministicRandom(key, purpose, binding, bytes);
        byte[] contentKey = random.next(KEY_BYTES);
        byte[] keyVector = random.next(AesGcm.VECTOR_BYTES);
        byte[] vector = random.next(AesGcm.VECTOR_BYTES);
        byte[] wrapped = AesGcm.encrypt(key.key().toSecretKey(), keyVector, NOTHING, contentKey);

        Map<String, String> header = new LinkedHashMap<>();
        header.put("kid", key.key().kid());
        header.put("typ", purpose.type());
        header.putAll(binding.parameters());
        header.put("cty", purpose.contentType());
        header.put("iv", encode(keyVector));
        header.put("tag", encode(Arrays.copyOfRange(wrapped, KEY_BYTES, wrapped.length)));
        header.put("alg", SealingKey.ALGORITHM);
        header.put("enc", EnvelopeHeader.ENCRYPTION);
        String head = encode(JoseJson.writer().serialize(header));
        byte[] sealed = AesGcm.encrypt(aes(contentKey), vector, ascii(head), bytes);
        return new Jwe(String.join(
                ".",
                head,
                encode(Arrays.copyOf(wrapped, KEY_BYTES)),
                encode(vector),
                encode(Arrays.copyOf(sealed, bytes.length)),
                encode(Arrays.copyOfRange(sealed, bytes.length, sealed.length))));
    }

    /** Opens an envelope that must have this purpose and binding (RFC 7516, section 5.2). */
    public OpenResult open(Jwe sealed, Purpose purpose, Binding binding) {
        String[] parts = sealed.compact().split("\\.", -1);
        Optional<Map<String, ?>> found = Base64Url.decode(parts[0]).flatMap(Envelope::object);
        if (found.isEmpty()) {
            return malformed("must be a JSON object in base64url without padding, each parameter given once");
        }
        Map<String, ?> header = found.get();
        Optional<OpenResult> malformed = EnvelopeHeader.fault(header, purpose).map(Envelope::malformed);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        if (!(header.get("kid") instanceof String kid)) {
            return new Refused(Refusal.UNKNOWN_KEY, "the protected header must have 'kid', the name of the key");
        }
        return keys.get()
                .find(kid)
                .map(key -> open(parts, header, key, purpose, binding))
                .orElseGet(() -> new Refused(
                        Refusal.UNKNOWN_KEY,
                        "'kid' in the protected header must be the name of a key that the receiver has"));
    }

    private static OpenResult open(
            String[] parts, Map<String, ?> header, SealingKey key, Purpose purpose, Binding binding) {
        Optional<byte[]> content;
        try {
            content = decrypt(parts, header, key);
        } catch (IllegalArgumentException notBase64url) {
            return new Refused(
                    Refusal.MALFORMED,
                    "each part, and 'iv' and 'tag' in the protected header, must be base64url without padding");
        }
        if (content.isEmpty()) {
            return new Refused(
                    Refusal.NOT_AUTHENTIC,
                    "it was sealed with another key than 'kid' names, or changed since it was sealed");
        }
        Optional<String> misplaced = EnvelopeHeader.misplacement(header, purpose, binding);
        return misplaced.isPresent()
                ? new Refused(Refusal.BOUND_ELSEWHERE, misplaced.get())
                : new Opened(Secret.ofBytes(content.get()), key);
    }

    private static OpenResult malformed(String fault) {
        return new Refused(Refusal.MALFORMED, "the protected header " + fault);
    }

    private static Optional<Map<String, ?>> object(byte[] json) {
        try {
            return Optional.of(JoseJson.reader().deserialize(json));
        } catch (DeserializationException notAnObject) {
            return Optional.empty();
        }
    }

    /** Empty if the envelope is not authentic; throws an {@link IllegalArgumentException} if a part is not base64url. */
    private static Optional<byte[]> decrypt(String[] parts, Map<String, ?> header, SealingKey key) {
        byte[] vector = decode(parts[2]);
        byte[] encrypted = decode(parts[3]);
        byte[] tag = decode(parts[4]);
        return AesGcm.decrypt(
                        key.key().toSecretKey(),
                        decode(header.get("iv")),
                        NOTHING,
                        decode(parts[1]),
                        decode(header.get("tag")))
                .filter(contentKey -> contentKey.length == KEY_BYTES)
                .flatMap(contentKey -> AesGcm.decrypt(aes(contentKey), vector, ascii(parts[0]), encrypted, tag));
    }

    private static SecretKey aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(byte[] bytes) {
        return Base64Url.encode(bytes);
    }

    /** An envelope has one spelling: what is not base64url, or is spelled in another way, is malformed. */
    private static byte[] decode(@Nullable Object text) {
        return text instanceof String base64url
                ? Base64Url.decode(base64url).orElseThrow(() -> new IllegalArgumentException("not base64url"))
                : NOTHING;
    }
}
