package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ask;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.genuine;

import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.http.OutboundFailure.Kind;

/** JSON Web Key: what a provider may publish. */
class OidcJwtRfc7517Test {

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA);

    @Nested
    class Section4AKeyThatCannotBeUsed {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7517Test#unusable")
        void doesNotCostTheOthers(String jwk) {
            provider.publishJwks(jwk, SigningKey.P256.jwk(), jwk);

            assertAuthenticated(ask(provider.backend(), SigningKey.P256.token("ES256", claims())));
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7517Test#unusable")
        void isNotUsed(String jwk) {
            provider.publishJwks(jwk, SigningKey.P256.jwk());

            provider.assertHasNoKeyFor(provider.backend(), genuine());
        }
    }

    static Stream<String> unusable() {
        SigningKey rsa = SigningKey.RSA;
        return Stream.of(
                "null",
                "1",
                "\"rsa-1\"",
                "[]",
                "{}",
                rsa.jwkWith("use", "\"enc\""),
                rsa.jwkWith("use", "1"),
                rsa.jwkWith("key_ops", "[\"sign\"]"),
                rsa.jwkWith("key_ops", "[]"),
                rsa.jwkWith("key_ops", "\"verify\""),
                rsa.jwkWith("alg", "\"RSA-OAEP\""),
                rsa.jwkWith("alg", "\"RS512\""),
                rsa.jwkWith("alg", "1"),
                rsa.jwkWith("kty", "\"EC\""),
                rsa.jwkWith("kty", "\"oct\""),
                rsa.jwkWith("kty", "\"unheard-of\""),
                rsa.jwkWith("kty", "1"),
                rsa.jwkWith("kty", "null"),
                rsa.jwkWithout("kty"),
                rsa.jwkWithout("n"),
                rsa.jwkWithout("e"),
                rsa.jwkWith("n", "\"\""),
                rsa.jwkWith("n", "\"not base64url!\""),
                rsa.jwkWith("n", "65537"),
                rsa.jwkWith("n", "[]"),
                rsa.jwkWith("e", "\"AQ\""),
                rsa.jwkWith("e", "\"Ag\""),
                rsa.jwkWith("e", "\"AA\""),
                rsa.jwkWith("e", rsa.member("n")),
                rsa.jwkWith("n", "\"" + "_".repeat(4_000) + "\""),
                rsa.jwkWith("d", "\"AQAB\""),
                rsa.jwkWith("crv", "\"P-256\""),
                SigningKey.rsa("rsa-1", 1024).jwk(),
                SigningKey.P384.named("rsa-1").jwk(),
                SigningKey.ED25519.named("rsa-1").jwk(),
                SigningKey.P256.named("rsa-1").jwkWith("y", SigningKey.P256.member("x")),
                SigningKey.P256.named("rsa-1").jwkWith("crv", "\"secp256k1\""),
                SigningKey.P256.named("rsa-1").jwkWith("x", "\"\""),
                SigningKey.ED25519.named("rsa-1").jwkWith("crv", "\"X25519\""),
                SigningKey.ED25519.named("rsa-1").jwkWith("x", "\"AAAA\""));
    }

    @Nested
    class Section4AKeyThatCanBeUsed {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"use\":\"sig\"",
                    "\"key_ops\":[\"verify\"]",
                    "\"key_ops\":[\"sign\",\"verify\"]",
                    "\"alg\":\"RS256\"",
                    "\"use\":null",
                    "\"x5c\":[\"bm90IGEgY2VydGlmaWNhdGU=\"],\"x5u\":\"https://x.example.com\",\"x5t\":\"AAAA\"",
                    "\"unheard-of\":{\"a\":[1]}"
                })
        void mayHaveMembersBesides(String member) {
            String jwk = SigningKey.RSA.jwk();
            provider.publishJwks(jwk.substring(0, jwk.length() - 1) + "," + member + "}");

            assertAuthenticated(ask(provider.backend(), genuine()));
        }

        @Test
        void mayBeWithoutName() {
            provider.publishJwks(SigningKey.RSA.jwkWithout("kid"));

            assertAuthenticated(
                    ask(provider.backend(), SigningKey.RSA.token("{\"alg\":\"RS256\"}", "RS256", claims())));
            provider.assertHasNoKeyFor(provider.backend(), genuine());
        }
    }

    @Nested
    class Section5ADocumentThatIsNoKeySet {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "\"keys\"",
                    "{}",
                    "{\"keys\":null}",
                    "{\"keys\":{}}",
                    "{\"keys\":[]}",
                    "{\"keys\":[null]}",
                    "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                    "{\"keys\":[]} trailing",
                    "<html>404</html>",
                    "\u0000\u0001\u0002"
                })
        void leavesNoKeys(String body) {
            provider.publish(FakeOpenIdProvider.JWKS, body);

            assertUnavailable();
        }

        @Test
        void isRefusedWhereItIsTooDeep() {
            provider.publish(FakeOpenIdProvider.JWKS, "{\"keys\":" + "[".repeat(100_000));

            assertUnavailable();
        }

        @Test
        void isRefusedWhereItHasTooManyKeys() {
            provider.publishJwks(Collections.nCopies(ProviderKeys.MAX_COUNT + 1, SigningKey.RSA.jwk())
                    .toArray(String[]::new));

            assertUnavailable();
        }

        @Test
        void isRefusedWhereItIsTooLarge() {
            provider.fail(FakeOpenIdProvider.JWKS, Kind.TOO_LARGE);

            assertUnavailable();
        }

        private void assertUnavailable() {
            assertThat(ask(provider.backend(), genuine()))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            outcome -> assertThat(outcome.reason()).isEqualTo(JwtReason.KEYS_UNAVAILABLE.code()));
        }
    }
}
