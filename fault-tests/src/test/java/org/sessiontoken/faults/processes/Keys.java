package org.sessiontoken.faults.processes;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.sessiontoken.jose.JoseJson;

/** The keys of one deployment, in files as an operator writes them by hand. */
public final class Keys {

    private static final List<String> SIGNING = List.of("operator", "issuing");
    private static final List<String> SEALING = List.of("adapter", "direct", "dead-letters");

    private final Path folder;
    private final Map<String, byte[]> keys = new HashMap<>();

    Keys(Path folder) {
        this.folder = folder;
        SIGNING.forEach(name -> write(name, "HS256"));
        SEALING.forEach(name -> write(name, "A256GCMKW"));
    }

    private void write(String name, String algorithm) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        keys.put(name, key);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        try {
            Files.writeString(
                    Path.of(file(name)),
                    "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"" + name + "\",\"alg\":\"" + algorithm + "\",\"k\":\"" + text
                            + "\"}]}");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    String file(String name) {
        return folder.resolve(name + ".jwks.json").toString();
    }

    /** The key with which the Kafka client of these tests seals. */
    public SecretKey direct() {
        return new SecretKeySpec(bytes("direct"), "AES");
    }

    private byte[] bytes(String name) {
        return Optional.ofNullable(keys.get(name)).orElseThrow();
    }

    /** The token that a head-end sends. */
    public String operatorToken() {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("JWT")
                .keyId("operator")
                .and()
                .claim("typ", "GetSessionTokenAuthN")
                .claim("OpfAccountId", "SessionTokenSignOnAccount-0001")
                .claim("OpfTenantId", Deployment.TENANT)
                .claim("aud", "ags")
                .expiration(Date.from(Instant.now().plus(Duration.ofHours(12))))
                .signWith(new SecretKeySpec(bytes("operator"), "HmacSHA256"), Jwts.SIG.HS256)
                .compact();
    }
}
