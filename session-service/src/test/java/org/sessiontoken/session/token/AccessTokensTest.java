package org.sessiontoken.session.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Curve;
import io.jsonwebtoken.security.DynamicJwkBuilder;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

class AccessTokensTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.750Z");
    private static final SignedOn SIGNED_ON = new SignedOn(
            TokenHash.of(Secret.ofText("abc3fj6sdehd529ng33dg")),
            new RequestId("attempt-1"),
            new TenantId("nagra"),
            new AuthServiceId("customer"),
            new AccountId("account-0001"),
            new ClientId("PUB_989"),
            AT);

    @TempDir
    private Path folder;

    private AccessTokens tokens(Map<?, ?>... keys) throws IOException {
        SigningKeys read = SigningKeys.read(file(keys));
        return new AccessTokens(() -> read, "https://broker.example", "https://api.example", Duration.ofMinutes(5));
    }

    private Path file(Map<?, ?>... keys) throws IOException {
        return Files.write(
                folder.resolve("keys.jwks.json"), JoseJson.writer().serialize(Map.of("keys", List.of(keys))));
    }

    private static Map<String, Object> ed25519(String kid) {
        return members(kid, "OKP", Jwks.CRV.Ed25519, List.of("crv", "x", "d"));
    }

    private static Map<String, Object> p256(String kid) {
        return members(kid, "EC", Jwks.CRV.P256, List.of("crv", "x", "y", "d"));
    }

    private static Map<String, Object> members(String kid, String type, Curve curve, List<String> names) {
        var pair = curve.keyPair().build();
        DynamicJwkBuilder<?, ?> builder = Jwks.builder();
        var jwk = type.equals("EC")
                ? builder.ecKeyPair(pair).build()
                : builder.octetKeyPair(pair).build();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", type);
        members.put("kid", kid);
        for (String name : names) {
            Object value = jwk.get(name);
            members.put(
                    name,
                    value instanceof io.jsonwebtoken.lang.Supplier<?> secret ? secret.get() : String.valueOf(value));
        }
        return members;
    }

    private static Jws<Claims> verified(AccessToken token, Map<String, String> published) {
        DynamicJwkBuilder<?, ?> builder = Jwks.builder();
        published.forEach(builder::add);
        PublicKey key = (PublicKey) builder.build().toKey();
        return Jwts.parser()
                .json(JoseJson.reader())
                .clock(() -> Date.from(AT))
                .verifyWith(key)
                .build()
                .parseSignedClaims(token.compact().text());
    }

    @Test
    void sayWhatRfc9068Demands() throws IOException {
        Map<String, Object> key = ed25519("key-1");

        AccessToken token = tokens(key).of(SIGNED_ON);

        Jws<Claims> jwt =
                verified(token, SigningKeys.read(file(key)).published().get(0));
        assertThat(jwt.getHeader()).containsEntry("typ", "at+jwt").containsEntry("kid", "key-1");
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo("EdDSA");
        assertThat(jwt.getPayload())
                .containsEntry("iss", "https://broker.example")
                .containsEntry("sub", "account-0001")
                .containsEntry("client_id", "PUB_989")
                .containsEntry("tenant", "nagra")
                .containsEntry("auth_service", "customer")
                .containsEntry("jti", token.id().value());
        assertThat(jwt.getPayload().getAudience()).containsExactly("https://api.example");
        assertThat(jwt.getPayload().getIssuedAt()).isEqualTo(Date.from(Instant.parse("2026-03-01T12:00:00Z")));
        assertThat(jwt.getPayload().getExpiration()).isEqualTo(Date.from(token.expiresAt()));
        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:05:00Z"));
    }

    @Test
    void areTheSameForTheSameSignOnByteForByte() throws IOException {
        Map<String, Object> key = ed25519("key-1");

        assertThat(tokens(key).of(SIGNED_ON)).isEqualTo(tokens(key).of(SIGNED_ON));
    }

    @Test
    void haveAnotherIdForAnotherAttempt() throws IOException {
        AccessTokens tokens = tokens(ed25519("key-1"));
        SignedOn other = new SignedOn(
                SIGNED_ON.token(),
                new RequestId("attempt-2"),
                SIGNED_ON.tenantId(),
                SIGNED_ON.authServiceId(),
                SIGNED_ON.accountId(),
                SIGNED_ON.clientId(),
                AT);

        assertThat(tokens.of(other).id()).isNotEqualTo(tokens.of(SIGNED_ON).id());
    }

    @Test
    void areSignedWithEs256WhereTheKeyIsOnP256() throws IOException {
        Map<String, Object> key = p256("key-1");

        AccessToken token = tokens(key).of(SIGNED_ON);

        Jws<Claims> jwt =
                verified(token, SigningKeys.read(file(key)).published().get(0));
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo("ES256");
    }

    @Test
    void areSignedByTheKeyOfTheirTime() throws IOException {
        Map<String, Object> next = ed25519("next");
        next.put("nbf", AT.getEpochSecond() + 1);
        Map<String, Object> now = ed25519("now");
        now.put("nbf", AT.getEpochSecond());
        SigningKeys keys = SigningKeys.read(file(ed25519("first"), now, next));

        assertThat(keys.at(AT).kid()).isEqualTo("now");
        assertThat(keys.at(AT.minusSeconds(1)).kid()).isEqualTo("first");
        assertThat(keys.at(AT.plusSeconds(1)).kid()).isEqualTo("next");
        assertThat(keys.published()).extracting(key -> key.get("kid")).containsExactly("first", "now", "next");
    }

    @Test
    void publishNoPrivateKey() throws IOException {
        Map<String, Object> key = p256("key-1");

        assertThat(SigningKeys.read(file(key)).published().toString()).doesNotContain(String.valueOf(key.get("d")));
        assertThat(SigningKeys.read(file(key)).published().get(0))
                .containsOnlyKeys("kid", "use", "alg", "kty", "crv", "x", "y");
    }

    @Test
    void refuseKeysThatCannotSignAndQuoteNone() throws IOException {
        Map<String, Object> publicAlone = ed25519("half");
        Object secret = publicAlone.remove("d");
        Map<String, Object> otherCurve = p256("other");
        otherCurve.put("crv", "P-384");
        Map<String, Object> wrongAlgorithm = ed25519("wrong");
        wrongAlgorithm.put("alg", "HS256");

        assertRefused("key 'half' must be a whole private key, as RFC 7517 describes it", secret, publicAlone);
        assertRefused(
                "key 'other' must have kty 'OKP' and crv 'Ed25519', or kty 'EC' and crv 'P-256'",
                otherCurve.get("d"),
                otherCurve);
        assertRefused("'alg' of key 'wrong' must be 'EdDSA'", wrongAlgorithm.get("d"), wrongAlgorithm);
        assertRefused("it must have at least one key", "-");
    }

    @Test
    void refuseTwoKeysOfOneNameOrOneBeginning() throws IOException {
        assertRefused("it must have key 'a' only once", "-", ed25519("a"), ed25519("a"));
        assertRefused("keys 'a' and 'b' must not begin at the same time", "-", ed25519("a"), ed25519("b"));
    }

    private void assertRefused(String message, @Nullable Object secret, Map<?, ?>... keys) throws IOException {
        Path file = file(keys);

        assertThatThrownBy(() -> SigningKeys.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key set " + file)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("-".equals(secret) ? "\u0000" : String.valueOf(secret));
    }
}
