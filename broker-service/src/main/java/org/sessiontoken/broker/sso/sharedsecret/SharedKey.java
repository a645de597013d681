package org.sessiontoken.broker.sso.sharedsecret;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
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
        return jws.signature().length > 0 && algorithm.verify(new Check(jws, key));
    }

    private record Check(CompactJws jws, SecretKey key) implements VerifySecureDigestRequest<SecretKey> {

        @Override
        public InputStream getPayload() {
            return new ByteArrayInputStream(jws.signedBytes());
        }

        @Override
        public byte[] getDigest() {
            return jws.signature();
        }

        @Override
        public SecretKey getKey() {
            return key;
        }

        @Override
        public @Nullable Provider getProvider() {
            return null;
        }

        @Override
        public @Nullable SecureRandom getSecureRandom() {
            return null;
        }
    }
}
