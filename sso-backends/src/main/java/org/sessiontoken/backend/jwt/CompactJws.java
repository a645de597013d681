package org.sessiontoken.backend.jwt;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.Key;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Secret;

/**
 * The parts of a signed token (RFC 7515, section 7.1), not verified yet.
 *
 * <p>Each token has exactly one spelling: no padding, and the unused bits of a part's last character are zero (RFC 4648,
 * section 3.5). So every change to a token changes either the signed bytes or the signature.
 */
public final class CompactJws {

    private static final Set<String> CHANGES_THE_SIGNED_BYTES = Set.of("crit", "zip", "b64");

    private final byte[] signedBytes;
    private final byte[] signature;
    private final Map<String, ?> header;
    private final byte[] payload;

    private CompactJws(byte[] signedBytes, byte[] signature, Map<String, ?> header, byte[] payload) {
        this.signedBytes = signedBytes;
        this.signature = signature;
        this.header = header;
        this.payload = payload;
    }

    /** Parses a token, if it has three parts and its header is a JSON object. */
    public static Optional<CompactJws> parse(Secret token) {
        byte[] bytes = token.bytes();
        int first = dot(bytes, 0);
        int second = dot(bytes, first + 1);
        if (second == bytes.length) {
            return Optional.empty();
        }
        Optional<Map<String, ?>> header = decode(bytes, 0, first).flatMap(CompactJws::object);
        Optional<byte[]> payload = decode(bytes, first + 1, second);
        // A fourth part makes the third one unreadable, since a dot is not base64url.
        Optional<byte[]> signature = decode(bytes, second + 1, bytes.length);
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CompactJws(Arrays.copyOf(bytes, second), signature.get(), header.get(), payload.get()));
    }

    /** The header as the token has it. */
    public Map<String, ?> header() {
        return header;
    }

    /** Whether the header has a parameter that changes which bytes are signed or how they are read; none is supported. */
    public boolean hasUnsupportedHeader() {
        return !Collections.disjoint(header.keySet(), CHANGES_THE_SIGNED_BYTES);
    }

    /**
     * Whether the signature was made with this key and this algorithm. The header has no influence: the caller must have
     * chosen both. A signature has exactly one length: the Java platform takes some that are longer, such as those of EdDSA with
     * a zero byte after them.
     */
    public <K extends Key> boolean isSignedWith(SecureDigestAlgorithm<?, K> algorithm, K key) {
        try {
            return signature.length == SignatureLength.of(algorithm, key)
                    && algorithm.verify(new SignatureVerification<>(signedBytes, signature, key));
        } catch (JwtException malformedOrWeak) {
            return false;
        }
    }

    /** The claims, if the payload is a JSON object. To be called only once the signature is verified. */
    public Optional<Map<String, ?>> claims() {
        return object(payload);
    }

    /** The index of the next dot, or the length if there is none. */
    private static int dot(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '.') {
            at++;
        }
        return Math.min(at, bytes.length);
    }

    private static Optional<byte[]> decode(byte[] bytes, int from, int to) {
        return Base64Url.decode(Arrays.copyOfRange(bytes, from, to));
    }

    private static Optional<Map<String, ?>> object(byte[] json) {
        try {
            return Optional.of(JoseJson.reader().deserialize(json));
        } catch (DeserializationException notAnObject) {
            return Optional.empty();
        }
    }
}
