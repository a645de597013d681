package org.sessiontoken.broker.sso.jwt;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Secret;

/**
 * A signed token taken apart (RFC 7515, section 7.1), not yet believed.
 *
 * <p>It has one spelling only: no padding, and the bits that a part's last character leaves over are zero (RFC 4648,
 * section 3.5). So whatever is changed in a token changes what is signed or the signature.
 */
public final class CompactJws {

    private static final Set<String> CHANGING_WHAT_IS_READ = Set.of("crit", "zip", "b64");

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

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

    /** Takes a token apart, if it is of three parts and its header is a JSON object. */
    public static Optional<CompactJws> parse(Secret token) {
        byte[] bytes = token.bytes();
        int first = dot(bytes, 0);
        int second = dot(bytes, first + 1);
        if (second == bytes.length) {
            return Optional.empty();
        }
        Optional<Map<String, ?>> header = decode(bytes, 0, first).flatMap(CompactJws::object);
        Optional<byte[]> payload = decode(bytes, first + 1, second);
        // A dot is not base64url, so that a fourth part makes the third unreadable.
        Optional<byte[]> signature = decode(bytes, second + 1, bytes.length);
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CompactJws(Arrays.copyOf(bytes, second), signature.get(), header.get(), payload.get()));
    }

    /** The header, as it was found. */
    public Map<String, ?> header() {
        return header;
    }

    /** Whether the header has what changes what is signed or how it is read: nothing of that kind is taken. */
    public boolean hasUnsupportedHeader() {
        return !Collections.disjoint(header.keySet(), CHANGING_WHAT_IS_READ);
    }

    /**
     * Whether the signature was made with this key, by this algorithm. Nothing of the header is looked at: both must have
     * been chosen by who asks.
     */
    public <K extends Key> boolean isSignedWith(SecureDigestAlgorithm<?, K> algorithm, K key) {
        try {
            return signature.length > 0 && algorithm.verify(new SignatureCheck<>(signedBytes, signature, key));
        } catch (JwtException malformedOrUnfit) {
            return false;
        }
    }

    /** The claims, if the payload is a JSON object. Only for a token whose signature was verified. */
    public Optional<Map<String, ?>> claims() {
        return object(payload);
    }

    /** Where the next dot is, or the end. */
    private static int dot(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '.') {
            at++;
        }
        return Math.min(at, bytes.length);
    }

    private static Optional<byte[]> decode(byte[] bytes, int from, int to) {
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        try {
            byte[] decoded = DECODER.decode(part);
            return Arrays.equals(ENCODER.encode(decoded), part) ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException notBase64url) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, ?>> object(byte[] json) {
        try {
            // JSON of tokens is UTF-8 and nothing else (RFC 7519, section 7.2); a JSON parser given bytes guesses.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return Optional.of(JoseJson.reader().deserialize(new StringReader(text)));
        } catch (CharacterCodingException | DeserializationException notAnObject) {
            return Optional.empty();
        }
    }
}
