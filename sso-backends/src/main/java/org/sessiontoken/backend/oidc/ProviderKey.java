package org.sessiontoken.backend.oidc;

import io.jsonwebtoken.security.DynamicJwkBuilder;
import io.jsonwebtoken.security.Jwks;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.backend.jwt.CompactJws;

/**
 * A public key of the provider, and the algorithms that it may be used with.
 *
 * @param kid the name of the key, if it has one
 * @param key the key
 * @param algorithms at least one algorithm
 */
record ProviderKey(Optional<String> kid, PublicKey key, Set<SigningAlgorithm> algorithms) {

    private static final Set<String> OF_THE_KEY = Set.of("kty", "crv", "x", "y", "n", "e");

    /** The members of private and shared keys. Such a key must not be trusted once it is published. */
    private static final Set<String> OF_PRIVATE_KEYS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private static final int MIN_RSA_BITS = 2048;

    /** Each signature would take too long to verify with more bits. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_RSA_EXPONENT_BITS = 33;

    /** The key that a JWK describes, if it is for verifying signatures with one of these algorithms. */
    static Optional<ProviderKey> read(@Nullable Object jwk, Set<SigningAlgorithm> allowed) {
        if (!(jwk instanceof Map<?, ?> members) || !isForSignatures(members)) {
            return Optional.empty();
        }
        Set<SigningAlgorithm> algorithms = algorithms(members, allowed);
        if (algorithms.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> kid = Optional.ofNullable(members.get("kid")).map(String::valueOf);
        return publicKey(members).filter(ProviderKey::isSound).map(key -> new ProviderKey(kid, key, algorithms));
    }

    boolean isFor(SigningAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }

    boolean signed(CompactJws jws, SigningAlgorithm algorithm) {
        return jws.isSignedWith(algorithm.signature(), key);
    }

    private static boolean isForSignatures(Map<?, ?> members) {
        Object use = members.get("use");
        Object operations = members.get("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || (operations instanceof Collection<?> list && list.contains("verify")))
                && Collections.disjoint(members.keySet(), OF_PRIVATE_KEYS);
    }

    private static Set<SigningAlgorithm> algorithms(Map<?, ?> members, Set<SigningAlgorithm> allowed) {
        Object only = members.get("alg");
        Object curve = members.get("crv");
        String keyType = curve == null ? String.valueOf(members.get("kty")) : members.get("kty") + " " + curve;
        return allowed.stream()
                .filter(algorithm -> algorithm.fits(keyType))
                .filter(algorithm -> only == null || algorithm.id().equals(only))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<PublicKey> publicKey(Map<?, ?> members) {
        try {
            DynamicJwkBuilder<?, ?> builder = Jwks.builder();
            // Other members, such as certificates, are not trusted and need not be parsed.
            OF_THE_KEY.stream().filter(members::containsKey).forEach(name -> builder.add(name, members.get(name)));
            return builder.build().toKey() instanceof PublicKey key ? Optional.of(key) : Optional.empty();
        } catch (RuntimeException unfit) {
            // The library throws many kinds of exceptions for malformed keys. One such key must not make the others
            // unusable.
            return Optional.empty();
        }
    }

    private static boolean isSound(PublicKey key) {
        if (!(key instanceof RSAPublicKey rsa)) {
            return true;
        }
        int bits = rsa.getModulus().bitLength();
        BigInteger exponent = rsa.getPublicExponent();
        return bits >= MIN_RSA_BITS
                && bits <= MAX_RSA_BITS
                && exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= MAX_RSA_EXPONENT_BITS;
    }
}
