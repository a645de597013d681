package org.sessiontoken.backend.oidc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A key pair of a provider. It signs with the JDK alone, so that no library checks its own work. */
record SigningKey(String kid, String curve, KeyPair pair) {

    static final SigningKey RSA = rsa("rsa-1", 2048);
    static final SigningKey RSA_2 = rsa("rsa-2", 2048);
    static final SigningKey P256 = ec("p256-1", "P-256", "secp256r1");
    static final SigningKey P384 = ec("p384-1", "P-384", "secp384r1");
    static final SigningKey P521 = ec("p521-1", "P-521", "secp521r1");
    static final SigningKey ED25519 = edwards("ed25519-1", "Ed25519");
    static final SigningKey ED448 = edwards("ed448-1", "Ed448");

    static SigningKey rsa(String kid, int bits) {
        return generate(kid, "", "RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    private static SigningKey ec(String kid, String curve, String name) {
        return generate(kid, curve, "EC", new ECGenParameterSpec(name));
    }

    private static SigningKey edwards(String kid, String curve) {
        try {
            return new SigningKey(
                    kid, curve, KeyPairGenerator.getInstance(curve).generateKeyPair());
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }

    private static SigningKey generate(String kid, String curve, String type, AlgorithmParameterSpec spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(spec);
            return new SigningKey(kid, curve, generator.generateKeyPair());
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }

    SigningKey named(String kid) {
        return new SigningKey(kid, curve, pair);
    }

    /** The public key's members in a JWK, with their JSON values. */
    Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kid", quoted(kid));
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            members.put("kty", quoted("RSA"));
            members.put("n", base64url(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
            members.put("e", base64url(rsa.getPublicExponent(), 3));
        } else if (pair.getPublic() instanceof ECPublicKey ec) {
            int length = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            members.put("kty", quoted("EC"));
            members.put("crv", quoted(curve));
            members.put("x", base64url(ec.getW().getAffineX(), length));
            members.put("y", base64url(ec.getW().getAffineY(), length));
        } else {
            byte[] encoded = pair.getPublic().getEncoded();
            int length = curve.equals("Ed25519") ? 32 : 57;
            members.put("kty", quoted("OKP"));
            members.put("crv", quoted(curve));
            members.put("x", quoted(base64url(Arrays.copyOfRange(encoded, encoded.length - length, encoded.length))));
        }
        return members;
    }

    String member(String name) {
        return Objects.requireNonNull(members().get(name));
    }

    String jwk() {
        return json(members());
    }

    /** The JWK, but for one member. */
    String jwkWith(String name, String json) {
        Map<String, String> members = members();
        members.put(name, json);
        return json(members);
    }

    String jwkWithout(String name) {
        Map<String, String> members = members();
        members.remove(name);
        return json(members);
    }

    String header(String alg) {
        return "{\"alg\":\"" + alg + "\",\"kid\":" + quoted(kid) + "}";
    }

    String token(String alg, String claims) {
        return token(header(alg), alg, claims);
    }

    /** A token with any header, signed by an algorithm whatever the header says. */
    String token(String header, String alg, String claims) {
        String firstParts = base64url(header) + "." + base64url(claims);
        return firstParts + "." + base64url(sign(alg, firstParts));
    }

    private byte[] sign(String alg, String firstParts) {
        try {
            Signature signature = signature(alg, pair.getPrivate());
            signature.update(firstParts.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException(unfit);
        }
    }

    private static Signature signature(String alg, PrivateKey key) throws GeneralSecurityException {
        String hash = "SHA" + alg.substring(2);
        Signature signature =
                switch (alg.substring(0, 2)) {
                    case "RS" -> Signature.getInstance(hash + "withRSA");
                    case "ES" -> Signature.getInstance(hash + "withECDSAinP1363Format");
                    case "PS" -> Signature.getInstance("RSASSA-PSS");
                    default -> Signature.getInstance("EdDSA");
                };
        if (alg.startsWith("PS")) {
            int bits = Integer.parseInt(alg.substring(2));
            String name = "SHA-" + bits;
            signature.setParameter(new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), bits / 8, 1));
        }
        signature.initSign(key);
        return signature;
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String base64url(String text) {
        return base64url(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64url(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, unsigned, length - copied, copied);
        return quoted(base64url(unsigned));
    }

    /** Shows no private key where a test fails. */
    @Override
    public String toString() {
        return kid;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
