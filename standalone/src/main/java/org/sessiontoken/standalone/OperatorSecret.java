package org.sessiontoken.standalone;

import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/**
 * The secret that a head-end shares with the auth service, by which it gets session tokens.
 *
 * @param authServiceId the auth service, for {@code x-auth-service-id}
 * @param tenantId the tenant, for {@code nv-tenant-id}
 * @param key the shared secret
 */
record OperatorSecret(AuthServiceId authServiceId, TenantId tenantId, NamedKey key) {

    private static final String ALGORITHM = "HS256";

    String mint(AccountId account, Optional<TenantId> otherTenant, Duration ttl, Clock clock) {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("JWT")
                .keyId(key.kid())
                .and()
                .claim("typ", "GetSessionTokenAuthN")
                .claim("OpfAccountId", account.value())
                .claim("OpfTenantId", otherTenant.orElse(tenantId).value())
                .claim("aud", "ags")
                .expiration(Date.from(clock.instant().plus(ttl)))
                .signWith(key.toSecretKey(), Jwts.SIG.HS256)
                .compact();
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("authServiceId", authServiceId.value());
        json.put("tenantId", tenantId.value());
        json.put("kid", key.kid());
        json.put("secret", Base64Url.encode(key.material().bytes()));
        json.put("developmentOnly", true);
        return json;
    }

    static OperatorSecret fromJson(Map<String, ?> json) {
        return new OperatorSecret(
                new AuthServiceId(text(json, "authServiceId")),
                new TenantId(text(json, "tenantId")),
                new NamedKey(
                        text(json, "kid"),
                        ALGORITHM,
                        Base64Url.decode(text(json, "secret"))
                                .map(Secret::ofBytes)
                                .orElseThrow(() ->
                                        new IllegalArgumentException("'secret' must be base64url without padding"))));
    }

    private static String text(Map<String, ?> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + name + "' is missing");
    }
}
