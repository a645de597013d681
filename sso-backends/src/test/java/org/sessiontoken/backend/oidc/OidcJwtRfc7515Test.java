package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.DISCOVERY;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.JWKS;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ask;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnauthorised;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.value.Parameter;

/** JSON Web Signature: what a header may say, and what it may not lead to. */
class OidcJwtRfc7515Test {

    private static final SigningKey ATTACKERS = SigningKey.RSA_2.named(SigningKey.RSA.kid());

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA, SigningKey.P256);
    private final SsoBackend backend = provider.backend();

    @Nested
    class Sections4_1_2To4_1_8AKeyThatATokenBrings {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7515Test#bringingAKey")
        void isNotBelieved(String member) {
            assertUnauthorised(
                    ask(backend, ATTACKERS.token(headerWith(member), "RS256", claims())), JwtReason.BAD_SIGNATURE);
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7515Test#bringingAKey")
        void isNotBelievedUnderANewNameEither(String member) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"mine\"," + member + "}";

            provider.assertHasNoKeyFor(backend, ATTACKERS.token(header, "RS256", claims()));
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7515Test#bringingAKey")
        void doesNotMatterToAGenuineToken(String member) {
            assertAuthenticated(ask(backend, SigningKey.RSA.token(headerWith(member), "RS256", claims())));
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7515Test#bringingAKey")
        void isNeverFetched(String member) {
            ask(backend, ATTACKERS.token(headerWith(member), "RS256", claims()));

            assertThat(provider.asked).containsOnly(DISCOVERY, JWKS);
        }

        private String headerWith(String member) {
            return "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + member + "}";
        }
    }

    static Stream<String> bringingAKey() {
        return Stream.of(
                "\"jwk\":" + ATTACKERS.jwk(),
                "\"jku\":\"https://attacker.example.com/keys\"",
                "\"jku\":\"" + JWKS + "\"",
                "\"x5u\":\"https://attacker.example.com/chain.pem\"",
                "\"x5c\":[\"bm90IGEgY2VydGlmaWNhdGU=\"]",
                "\"x5t\":\"" + "A".repeat(27) + "\"",
                "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}");
    }

    @Nested
    class Section4_1_4KeyId {

        @Test
        void findsTheKeyAmongSeveral() {
            assertAuthenticated(ask(backend, SigningKey.RSA.token("RS256", claims())));
            assertAuthenticated(ask(backend, SigningKey.P256.token("ES256", claims())));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"rsa-2\"", "\"RSA-1\"", "\"rsa-1 \"", "\"\"", "1", "[\"rsa-1\"]", "{}", "true"})
        void isThatOfAPublishedKey(String kid) {
            provider.assertHasNoKeyFor(
                    backend, SigningKey.RSA.token("{\"alg\":\"RS256\",\"kid\":" + kid + "}", "RS256", claims()));
        }

        @Test
        void isNotEnoughWithoutTheKey() {
            assertUnauthorised(ask(backend, ATTACKERS.token("RS256", claims())), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void mayBeTheSameForKeysOfDifferentKinds() {
            SigningKey rsa = SigningKey.RSA.named("main");
            SigningKey ec = SigningKey.P256.named("main");
            SsoBackend sameNames = FakeOpenIdProvider.with(ec, rsa).backend();

            assertAuthenticated(ask(sameNames, rsa.token("RS256", claims())));
            assertAuthenticated(ask(sameNames, ec.token("ES256", claims())));
        }

        @Test
        void mayBeLeftOutWhereOneKeyFits() {
            assertAuthenticated(ask(backend, SigningKey.RSA.token("{\"alg\":\"RS256\"}", "RS256", claims())));
        }

        @Test
        void mayNotBeLeftOutWhereThereIsAChoice() {
            SsoBackend choosing =
                    FakeOpenIdProvider.with(SigningKey.RSA, SigningKey.RSA_2).backend();

            assertUnauthorised(
                    ask(choosing, SigningKey.RSA.token("{\"alg\":\"RS256\"}", "RS256", claims())),
                    JwtReason.UNKNOWN_KEY);
        }
    }

    @Nested
    class Section4_1_11CriticalHeaders {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"crit\":[\"exp\"],\"exp\":1",
                    "\"crit\":[\"b64\"],\"b64\":false",
                    "\"b64\":true",
                    "\"crit\":[]",
                    "\"crit\":null",
                    "\"zip\":\"DEF\""
                })
        void areRefused(String member) {
            assertUnauthorised(
                    ask(
                            backend,
                            SigningKey.RSA.token(
                                    "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + member + "}", "RS256", claims())),
                    JwtReason.UNSUPPORTED_HEADER);
        }
    }

    @Nested
    class Section7_1CompactSerialization {

        @Test
        void isRefusedWithoutItsSignature() {
            String token = FakeOpenIdProvider.genuine();

            assertUnauthorised(ask(backend, token.substring(0, token.lastIndexOf('.'))), JwtReason.MALFORMED_TOKEN);
            assertUnauthorised(ask(backend, token.substring(0, token.lastIndexOf('.') + 1)), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void isRefusedWhereABitOfTheSignatureIsAnother() {
            byte[] token = FakeOpenIdProvider.genuine().getBytes(StandardCharsets.US_ASCII);
            byte[] altered = Arrays.copyOf(token, token.length);
            altered[token.length - 100] = (byte) (token[token.length - 100] == 'A' ? 'B' : 'A');

            assertUnauthorised(ask(backend, new String(altered, StandardCharsets.US_ASCII)), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void isTheOnlyOneTaken() {
            String[] parts = FakeOpenIdProvider.genuine().split("\\.");
            String json = "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\""
                    + parts[2] + "\"}";

            assertUnauthorised(ask(backend, json), JwtReason.MALFORMED_TOKEN);
        }

        @Test
        void mayBeAsLongAsAParameter() {
            String filler = "\"" + "a".repeat(Parameter.MAX_VALUE * 3 / 4 - 800) + "\"";

            assertAuthenticated(
                    ask(backend, SigningKey.RSA.token("RS256", FakeOpenIdProvider.claimsWith("filler", filler))));
        }

        @Test
        void isRefusedWhereItsJsonIsTooDeep() {
            String deep = "[".repeat(2_000) + "]".repeat(2_000);

            assertUnauthorised(
                    ask(backend, SigningKey.RSA.token("RS256", FakeOpenIdProvider.claimsWith("deep", deep))),
                    JwtReason.MALFORMED_TOKEN);
            assertUnauthorised(
                    ask(backend, SigningKey.RSA.token("{\"alg\":\"RS256\",\"x\":" + deep + "}", "RS256", claims())),
                    JwtReason.MALFORMED_TOKEN);
        }
    }
}
