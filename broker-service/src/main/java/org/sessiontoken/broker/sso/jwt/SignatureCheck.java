package org.sessiontoken.broker.sso.jwt;

import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** What the JWT library is asked: whether a signature over these bytes was made with this key. */
final class SignatureCheck<K extends Key> implements VerifySecureDigestRequest<K> {

    private final byte[] signedBytes;
    private final byte[] signature;
    private final K key;

    SignatureCheck(byte[] signedBytes, byte[] signature, K key) {
        this.signedBytes = signedBytes;
        this.signature = signature;
        this.key = key;
    }

    @Override
    public InputStream getPayload() {
        return new ByteArrayInputStream(signedBytes);
    }

    @Override
    public byte[] getDigest() {
        return signature;
    }

    @Override
    public K getKey() {
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
