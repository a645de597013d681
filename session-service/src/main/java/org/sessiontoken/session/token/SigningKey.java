package org.sessiontoken.session.token;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.DynamicJwkBuilder;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PrivateJwk;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs access tokens: an {@code OKP} key on Ed25519 for EdDSA (RFC 8037), or an {@code EC} key on P-256 for ES256 (RFC
 * 7518, section 3.4).
 *
 * @param kid the key's name in tokens
 * @param algorithm what it signs with
 * @param key the private key
 * @param published the JWK of the public key
 * @param notBefore from when on it signs; from the beginning if empty
 */
record SigningKey(
        String kid,
        SignatureAlgorithm algorithm,
        PrivateKey key,
        Map<String, String> published,
        Optional<Instant> notBefore) {

    private static final List<String> PUBLIC_MEMBERS = List.of("kty", "crv", "x", "y");

    /**
     * Reads a private JWK.
     *
     * @throws IllegalArgumentException if it is not one that signs access tokens; the message quotes no key
     */
    static SigningKey read(Object jwk) {
        if (!(jwk instanceof Map<?, ?> members) || !(members.get("kid") instanceof String kid) || kid.isBlank()) {
            throw new IllegalArgumentException("each key must have a kid");
        }
        @Nullable SignatureAlgorithm algorithm = algorithm(members.get("kty"), members.get("crv"));
        if (algorithm == null) {
            throw new IllegalArgumentException(
                    "key '" + kid + "' must have kty 'OKP' and crv 'Ed25519', or kty 'EC' and crv 'P-256'");
        }
        if (members.containsKey("alg") && !algorithm.getId().equals(members.get("alg"))) {
            throw new IllegalArgumentException("'alg' of key '" + kid + "' must be '" + algorithm.getId() + "'");
        }
        return new SigningKey(
                kid,
                algorithm,
                privateKey(kid, members),
                published(kid, members, algorithm),
                notBefore(kid, members.get("nbf")));
    }

    private static @Nullable SignatureAlgorithm algorithm(@Nullable Object type, @Nullable Object curve) {
        if ("OKP".equals(type) && "Ed25519".equals(curve)) {
            return Jwts.SIG.EdDSA;
        }
        return "EC".equals(type) && "P-256".equals(curve) ? Jwts.SIG.ES256 : null;
    }

    private static PrivateKey privateKey(String kid, Map<?, ?> members) {
        DynamicJwkBuilder<?, ?> builder = Jwks.builder();
        builder.add("d", members.get("d"));
        PUBLIC_MEMBERS.stream().filter(members::containsKey).forEach(name -> builder.add(name, members.get(name)));
        try {
            if (builder.build() instanceof PrivateJwk<?, ?, ?> pair) {
                return pair.toKey();
            }
        } catch (RuntimeException unfit) {
            // The library throws many kinds of exceptions for malformed keys, and they may quote the key.
        }
        throw new IllegalArgumentException("key '" + kid + "' must be a whole private key, as RFC 7517 describes it");
    }

    private static Map<String, String> published(String kid, Map<?, ?> members, SignatureAlgorithm algorithm) {
        Map<String, String> published = new LinkedHashMap<>();
        published.put("kid", kid);
        published.put("use", "sig");
        published.put("alg", algorithm.getId());
        PUBLIC_MEMBERS.stream()
                .filter(members::containsKey)
                .forEach(name -> published.put(name, String.valueOf(members.get(name))));
        return published;
    }

    private static Optional<Instant> notBefore(String kid, @Nullable Object seconds) {
        if (seconds == null) {
            return Optional.empty();
        }
        if (seconds instanceof Integer || seconds instanceof Long) {
            return Optional.of(Instant.ofEpochSecond(((Number) seconds).longValue()));
        }
        throw new IllegalArgumentException("'nbf' of key '" + kid + "' must be a time in whole seconds since 1970");
    }

    /** Leaves out the private key. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
