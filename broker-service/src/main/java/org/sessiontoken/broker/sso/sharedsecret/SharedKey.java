package org.sessiontoken.broker.sso.sharedsecret;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.sso.jwt.CompactJws;
import org.sessiontoken.keys.NamedKey;

/** One secret shared with head-ends, and the one algorithm that it is for. */
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

    /** Whether a token's signature was made with this key. Takes as long whichever bytes differ. */
    boolean signed(CompactJws jws) {
        return jws.isSignedWith(algorithm, key);
    }
}
