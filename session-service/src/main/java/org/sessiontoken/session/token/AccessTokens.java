package org.sessiontoken.session.token;

import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.HmacSha256;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.Secret;

/**
 * Makes access tokens: signed JWTs with the profile of RFC 9068. All that a token says comes from the records of the sign-on, its time
 * too, so that the token of a sign-on is the same whenever it is made; with EdDSA it is the same byte for byte. Safe for all
 * threads.
 */
public final class AccessTokens {

    private static final byte[] NO_SECRET = "ags-access-token-id-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_BYTES = 16;

    private final Supplier<SigningKeys> keys;
    private final String issuer;
    private final String audience;
    private final Duration life;

    /**
     * Tokens of an issuer.
     *
     * @param keys the keys as they are at that time
     * @param issuer who signs, as an address: where resource servers find the public keys
     * @param audience for whom tokens are
     * @param life how long a token is good
     */
    public AccessTokens(Supplier<SigningKeys> keys, String issuer, String audience, Duration life) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.life = life;
    }

    /** The access token of a sign-on. */
    public AccessToken of(SignedOn signedOn) {
        Instant issuedAt = Instant.ofEpochSecond(signedOn.at().getEpochSecond());
        Instant expiresAt = issuedAt.plus(life);
        AccessTokenId id = idOf(signedOn);
        SigningKey key = keys.get().at(signedOn.at());
        String compact = Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("at+jwt")
                .keyId(key.kid())
                .and()
                .issuer(issuer)
                .subject(signedOn.accountId().value())
                .audience()
                .add(audience)
                .and()
                .claim("client_id", signedOn.clientId().value())
                .claim("tenant", signedOn.tenantId().value())
                .claim("auth_service", signedOn.authServiceId().value())
                .issuedAt(Date.from(issuedAt))
                .expiration(Date.from(expiresAt))
                .id(id.value())
                .signWith(key.key(), key.algorithm())
                .compact();
        return new AccessToken(Secret.ofText(compact), id, expiresAt);
    }

    /** The same for the same sign-on, and no secret: it stands in the audit record. */
    private static AccessTokenId idOf(SignedOn signedOn) {
        byte[] hash = HmacSha256.of(
                NO_SECRET,
                List.of(signedOn.token().value(), signedOn.attemptId().value()));
        return new AccessTokenId(HexFormat.of().formatHex(hash, 0, ID_BYTES));
    }
}
