package org.sessiontoken.backend.oidc;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that may be allowed (RFC 7518, section 3; RFC 8037): all of them use public keys.
 *
 * <p>Note to maintainers: no MAC belongs here. A MAC would use the public key as its secret, which everybody knows.
 */
enum SigningAlgorithm {
    RS256("RS256", Jwts.SIG.RS256, "RSA"),
    RS384("RS384", Jwts.SIG.RS384, "RSA"),
    RS512("RS512", Jwts.SIG.RS512, "RSA"),
    PS256("PS256", Jwts.SIG.PS256, "RSA"),
    PS384("PS384", Jwts.SIG.PS384, "RSA"),
    PS512("PS512", Jwts.SIG.PS512, "RSA"),
    ES256("ES256", Jwts.SIG.ES256, "EC P-256"),
    ES384("ES384", Jwts.SIG.ES384, "EC P-384"),
    ES512("ES512", Jwts.SIG.ES512, "EC P-521"),
    EDDSA("EdDSA", Jwts.SIG.EdDSA, "OKP Ed25519", "OKP Ed448");

    private final String id;
    private final SignatureAlgorithm signature;
    private final Set<String> keyTypes;

    SigningAlgorithm(String id, SignatureAlgorithm signature, String... keyTypes) {
        this.id = id;
        this.signature = signature;
        this.keyTypes = Set.of(keyTypes);
    }

    static Optional<SigningAlgorithm> named(@Nullable Object id) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.id.equals(id))
                .findFirst();
    }

    String id() {
        return id;
    }

    SignatureAlgorithm signature() {
        return signature;
    }

    /** Whether the algorithm works with keys of a type, which is a JWK's {@code kty} and its {@code crv}, if it has one. */
    boolean fits(String keyType) {
        return keyTypes.contains(keyType);
    }
}
