package org.sessiontoken.it;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** The keys of one deployment, in files as an operator has them, and the operator's tokens made with them. */
final class OperatorKeys {

    static final String TENANT = "nagra";
    static final String ACCOUNT = "SessionTokenSignOnAccount-0001";

    final NamedKey operator = key("operator-2026", "HS256");
    final NamedKey adapter = key("adapter-2026", "A256GCMKW");
    final NamedKey internal = key("internal-2026", "A256GCMKW");
    final NamedKey issuing = key("issuing-2026", "HS256");
    final NamedKey deadLetters = key("dead-letters-2026", "A256GCMKW");
    private final Path folder;

    OperatorKeys(Path folder) {
        this.folder = folder;
        for (NamedKey key : all()) {
            try {
                KeySetFile.write(file(key), List.of(key));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    List<NamedKey> all() {
        return List.of(operator, adapter, internal, issuing, deadLetters);
    }

    Path file(NamedKey key) {
        return folder.resolve(key.kid() + ".jwks.json");
    }

    /** The token that the head-end of the user's document sends. */
    String operatorToken(String account, String tenant, Duration life) {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("JWT")
                .keyId(operator.kid())
                .and()
                .claim("typ", "GetSessionTokenAuthN")
                .claim("OpfAccountId", account)
                .claim("OpfTenantId", tenant)
                .expiration(Date.from(Instant.now().plus(life)))
                .claim("aud", "ags")
                .signWith(operator.toSecretKey(), Jwts.SIG.HS256)
                .compact();
    }

    String operatorToken() {
        return operatorToken(ACCOUNT, TENANT, Duration.ofMinutes(5));
    }

    private static NamedKey key(String kid, String algorithm) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new NamedKey(kid, algorithm, Secret.ofBytes(random));
    }
}
