package org.sessiontoken.backend.oidc;

import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ask;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnauthorised;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claimsWith;
import static org.sessiontoken.backend.oidc.SigningKey.base64url;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;

/** JSON Web Token Best Current Practices: the attacks that it lists. */
class OidcJwtRfc8725Test {

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA);
    private final SsoBackend backend = provider.backend();

    @Nested
    class Section3_1AlgorithmVerification {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc8725Test#publicKeyAsSecret")
        void refusesAMacUnderThePublicKey(byte[] secret) throws GeneralSecurityException {
            assertUnauthorised(ask(backend, mac("HS256", secret)), JwtReason.WRONG_ALGORITHM);
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc8725Test#publicKeyAsSecret")
        void refusesAMacThatClaimsToBeASignature(byte[] secret) throws GeneralSecurityException {
            assertUnauthorised(ask(backend, mac("RS256", secret)), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void refusesAMacUnderASharedKeyThatTheProviderPublished() throws GeneralSecurityException {
            byte[] secret = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
            provider.publishJwks(
                    SigningKey.P256.jwk(),
                    "{\"kty\":\"oct\",\"kid\":\"rsa-1\",\"alg\":\"HS256\",\"k\":\"" + base64url(secret) + "\"}");

            assertUnauthorised(ask(provider.backend(), mac("HS256", secret)), JwtReason.WRONG_ALGORITHM);
            provider.assertHasNoKeyFor(provider.backend(), mac("RS256", secret));
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
        void refusesTokensWithoutSignature(String none) {
            String unsecured =
                    base64url("{\"alg\":\"" + none + "\",\"kid\":\"rsa-1\"}") + "." + base64url(claims()) + ".";

            assertUnauthorised(ask(backend, unsecured), JwtReason.WRONG_ALGORITHM);
        }

        private String mac(String alg, byte[] secret) throws GeneralSecurityException {
            String firstParts = base64url(SigningKey.RSA.header(alg)) + "." + base64url(claims());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return firstParts + "." + base64url(mac.doFinal(firstParts.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    static Stream<byte[]> publicKeyAsSecret() {
        RSAPublicKey key = (RSAPublicKey) SigningKey.RSA.pair().getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----";
        return Stream.of(
                key.getEncoded(),
                pem.getBytes(StandardCharsets.US_ASCII),
                (pem + "\n").getBytes(StandardCharsets.US_ASCII),
                key.getModulus().toByteArray(),
                SigningKey.RSA.jwk().getBytes(StandardCharsets.US_ASCII));
    }

    @Nested
    class Section3_2AppropriateAlgorithms {

        @Test
        void leavesOutRsaKeysThatAreTooShort() {
            SigningKey weak = SigningKey.rsa("weak", 1024);
            FakeOpenIdProvider withWeak = FakeOpenIdProvider.with(weak, SigningKey.RSA);

            withWeak.assertHasNoKeyFor(withWeak.backend(), weak.token("RS256", claims()));
        }
    }

    @Nested
    class Section3_8IssuerAndSubject {

        @Test
        void refusesAnotherIssuersTokenUnderTheSameKey() {
            assertUnauthorised(
                    ask(
                            backend,
                            SigningKey.RSA.token(
                                    "RS256", claimsWith("iss", "\"https://login.example.com/realms/other\""))),
                    JwtReason.WRONG_ISSUER);
        }
    }

    @Nested
    class Section3_11ExplicitTyping {

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "jwt", "application/jwt", "Application/JWT"})
        void takesTheTypeOfIdTokens(String type) {
            assertAuthenticated(ask(backend, typed(type)));
        }

        @Test
        void takesIdTokensWithoutType() {
            assertAuthenticated(ask(backend, FakeOpenIdProvider.genuine()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"at+jwt", "logout+jwt", "secevent+jwt", "dpop+jwt", "JOSE", "", "jwt "})
        void refusesTokensOfOtherTypes(String type) {
            assertUnauthorised(ask(backend, typed(type)), JwtReason.WRONG_TYPE);
        }

        @Test
        void refusesATypeThatIsNoText() {
            String header = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":[\"JWT\"]}";

            assertUnauthorised(ask(backend, SigningKey.RSA.token(header, "RS256", claims())), JwtReason.WRONG_TYPE);
        }

        @ParameterizedTest
        @CsvSource({"at+jwt, true", "application/at+jwt, true", "AT+JWT, true", "JWT, false", "logout+jwt, false"})
        void takesNothingButTheConfiguredType(String type, boolean taken) {
            SsoBackend accessTokens = provider.backend("token-type", "at+jwt");

            if (taken) {
                assertAuthenticated(ask(accessTokens, typed(type)));
            } else {
                assertUnauthorised(ask(accessTokens, typed(type)), JwtReason.WRONG_TYPE);
            }
            assertUnauthorised(ask(accessTokens, FakeOpenIdProvider.genuine()), JwtReason.WRONG_TYPE);
        }

        private String typed(String type) {
            return SigningKey.RSA.token(
                    "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"" + type + "\"}", "RS256", claims());
        }
    }
}
