package org.sessiontoken.backend.jwt;

import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A request to the JWT library to verify a signature with a key. */
final class SignatureVerification<K extends Key> implements VerifySecureDigestRequest<K> {

    private final byte[] signedBytes;
    private final byte[] signature;
    private final K key;

    SignatureVerification(byte[] signedBytes, byte[] signature, K key) {
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
