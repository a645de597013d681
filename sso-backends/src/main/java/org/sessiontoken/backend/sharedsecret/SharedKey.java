package org.sessiontoken.backend.sharedsecret;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.keys.NamedKey;

/** A secret shared with head-ends, and the one algorithm that it may be used with. */
final class SharedKey {

    private final MacAlgorithm algorithm;
    private final SecretKey key;

    private SharedKey(MacAlgorithm algorithm, SecretKey key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    static SharedKey of(NamedKey key) {
        return new SharedKey((MacAlgorithm) Jwts.SIG.get().forKey(key.algorithm()), key.toSecretKey());
    }

    boolean isFor(@Nullable Object algorithm) {
        return this.algorithm.getId().equals(algorithm);
    }

    /** Whether a token's signature was made with this key. Takes the same time whichever bytes differ. */
    boolean signed(CompactJws jws) {
        return jws.isSignedWith(algorithm, key);
    }
}
