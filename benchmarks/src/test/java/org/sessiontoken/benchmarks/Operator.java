package org.sessiontoken.benchmarks;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.Secret;

/** An operator: keys in files, and the token that its head-end sends. */
record Operator(Path folder, NamedKey operator, NamedKey adapter, NamedKey issuing, NamedKey deadLetters) {

    static final String TENANT = "nagra";

    static Operator in(Path folder) throws IOException {
        Operator made = new Operator(
                folder,
                key("operator", "HS256"),
                key("adapter", "A256GCMKW"),
                key("issuing", "HS256"),
                key("dead-letters", "A256GCMKW"));
        for (NamedKey key : List.of(made.operator, made.adapter, made.issuing, made.deadLetters)) {
            KeySetFile.write(made.file(key), List.of(key));
        }
        return made;
    }

    static NamedKey key(String kid, String algorithm) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new NamedKey(kid, algorithm, Secret.ofBytes(random));
    }

    Path file(NamedKey key) {
        return folder.resolve(key.kid() + ".jwks.json");
    }

    String token() {
        return token(operator, TENANT);
    }

    static String token(NamedKey key, String tenant) {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("JWT")
                .keyId(key.kid())
                .and()
                .claim("typ", "GetSessionTokenAuthN")
                .claim("OpfAccountId", "SessionTokenSignOnAccount-0001")
                .claim("OpfTenantId", tenant)
                .claim("aud", "ags")
                .expiration(Date.from(Instant.now().plus(Duration.ofHours(12))))
                .signWith(key.toSecretKey(), Jwts.SIG.HS256)
                .compact();
    }

    String body() {
        return body(token());
    }

    static String body(String token) {
        return "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"" + token + "\"}]}";
    }
}
