package org.sessiontoken.backend.jwt;

import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.NamedParameterSpec;

/** How long a signature is (RFC 7518, sections 3.2 to 3.5; RFC 8032, sections 5.1.6 and 5.2.6). */
final class SignatureLength {

    /** No signature has this length: a key of another kind verifies none. */
    private static final int NONE = -1;

    private static final int ED25519 = 64;
    private static final int ED448 = 114;

    private SignatureLength() {}

    /** The length, in bytes, of all signatures by this algorithm with this key. */
    static int of(SecureDigestAlgorithm<?, ?> algorithm, Key key) {
        if (algorithm instanceof MacAlgorithm mac) {
            return bytes(mac.getKeyBitLength());
        }
        if (key instanceof RSAKey rsa) {
            return bytes(rsa.getModulus().bitLength());
        }
        if (key instanceof ECKey ec) {
            return 2 * bytes(ec.getParams().getOrder().bitLength());
        }
        if (key instanceof EdECKey edwards) {
            return edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ? ED25519 : ED448;
        }
        return NONE;
    }

    private static int bytes(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }
}
