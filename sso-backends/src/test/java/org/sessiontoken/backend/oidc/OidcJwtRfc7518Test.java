package org.sessiontoken.backend.oidc;

import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ask;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnauthorised;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;
import static org.sessiontoken.backend.oidc.SigningKey.base64url;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;

/** JSON Web Algorithms, and RFC 8037 for the Edwards curves: which signatures are good. */
class OidcJwtRfc7518Test {

    private static final String ALL = "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,EdDSA";

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(
            SigningKey.RSA, SigningKey.P256, SigningKey.P384, SigningKey.P521, SigningKey.ED25519, SigningKey.ED448);
    private final SsoBackend backend = provider.backend("algorithms", ALL);

    @Nested
    class Section3_1TheAlgorithms {

        @ParameterizedTest(name = "{1} by {0}")
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7518Test#fitting")
        void areGoodByTheirKeys(SigningKey key, String alg) {
            assertAuthenticated(ask(backend, key.token(alg, claims())));
        }

        @ParameterizedTest(name = "{1} by {0}")
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7518Test#fitting")
        void areNotGoodOnceAClaimIsAnother(SigningKey key, String alg) {
            String[] parts = key.token(alg, claims()).split("\\.");
            String altered = base64url(claims().replace("account-1", "account-2"));

            assertUnauthorised(ask(backend, parts[0] + "." + altered + "." + parts[2]), JwtReason.BAD_SIGNATURE);
        }

        /** Java 17 itself takes a signature by EdDSA with zero bytes after it. */
        @ParameterizedTest(name = "{1} by {0}")
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7518Test#fitting")
        void areGoodInTheirExactLengthOnly(SigningKey key, String alg) {
            String token = key.token(alg, claims());
            String signed = token.substring(0, token.lastIndexOf('.') + 1);
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(signed.length()));
            byte[] before = new byte[signature.length + 1];
            System.arraycopy(signature, 0, before, 1, signature.length);

            for (byte[] other : List.of(
                    Arrays.copyOf(signature, signature.length + 1),
                    Arrays.copyOf(signature, signature.length + 2),
                    Arrays.copyOf(signature, 2 * signature.length),
                    before,
                    Arrays.copyOf(signature, signature.length - 1),
                    new byte[0])) {
                assertUnauthorised(ask(backend, signed + base64url(other)), JwtReason.BAD_SIGNATURE);
            }
        }

        @ParameterizedTest(name = "{1} by {0}")
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7518Test#fitting")
        void areNotTakenWhereTheyAreNotAllowed(SigningKey key, String alg) {
            String others = Stream.of(ALL.split(","))
                    .filter(other -> !other.equals(alg))
                    .reduce((left, right) -> left + " , " + right)
                    .orElseThrow();

            assertUnauthorised(
                    ask(provider.backend("algorithms", others), key.token(alg, claims())), JwtReason.WRONG_ALGORITHM);
        }

        @ParameterizedTest
        @CsvSource({"RS256, true", "PS256, true", "ES256, true", "RS384, false", "ES384, false", "EdDSA, false"})
        void areThreeUnlessMoreAreAllowed(String alg, boolean taken) {
            SigningKey key = fitting()
                    .filter(pair -> pair.get()[1].equals(alg))
                    .map(pair -> (SigningKey) pair.get()[0])
                    .findFirst()
                    .orElseThrow();
            String token = key.token(alg, claims());

            if (taken) {
                assertAuthenticated(ask(provider.backend(), token));
            } else {
                assertUnauthorised(ask(provider.backend(), token), JwtReason.WRONG_ALGORITHM);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"none", "None", "NONE", "", "rs256", "RS256 ", "HS256", "HS384", "HS512", "ES256K", "Ed25519"
                })
        void areNoOthers(String alg) {
            assertUnauthorised(
                    ask(backend, SigningKey.RSA.token(SigningKey.RSA.header(alg), "RS256", claims())),
                    JwtReason.WRONG_ALGORITHM);
        }
    }

    @Nested
    class Section3_3And3_4AKey {

        @ParameterizedTest(name = "{1} by {0}")
        @MethodSource("org.sessiontoken.backend.oidc.OidcJwtRfc7518Test#unfitting")
        void isForItsOwnKindOfSignatureOnly(SigningKey key, String alg, String signedBy) {
            assertUnauthorised(ask(backend, key.token(key.header(alg), signedBy, claims())), JwtReason.WRONG_ALGORITHM);
        }

        @Test
        void isForTheAlgorithmOnlyThatItsJwkNames() {
            provider.publishJwks(SigningKey.RSA.jwkWith("alg", "\"PS256\""));
            SsoBackend pinned = provider.backend();

            assertAuthenticated(ask(pinned, SigningKey.RSA.token("PS256", claims())));
            assertUnauthorised(ask(pinned, SigningKey.RSA.token("RS256", claims())), JwtReason.WRONG_ALGORITHM);
        }
    }

    @Nested
    class Section3_4AnEcdsaSignature {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 32, 63, 64, 65, 128})
        void isNotMadeOfZeros(int length) {
            assertRefused(new byte[length]);
        }

        @Test
        void isNotInDer() throws GeneralSecurityException {
            Signature der = Signature.getInstance("SHA256withECDSA");
            der.initSign(SigningKey.P256.pair().getPrivate());
            der.update(firstParts().getBytes(StandardCharsets.US_ASCII));

            assertRefused(der.sign());
        }

        private void assertRefused(byte[] signature) {
            assertUnauthorised(ask(backend, firstParts() + "." + base64url(signature)), JwtReason.BAD_SIGNATURE);
        }

        private String firstParts() {
            return base64url(SigningKey.P256.header("ES256")) + "." + base64url(claims());
        }
    }

    static Stream<Arguments> fitting() {
        return Stream.of(
                arguments(SigningKey.RSA, "RS256"),
                arguments(SigningKey.RSA, "RS384"),
                arguments(SigningKey.RSA, "RS512"),
                arguments(SigningKey.RSA, "PS256"),
                arguments(SigningKey.RSA, "PS384"),
                arguments(SigningKey.RSA, "PS512"),
                arguments(SigningKey.P256, "ES256"),
                arguments(SigningKey.P384, "ES384"),
                arguments(SigningKey.P521, "ES512"),
                arguments(SigningKey.ED25519, "EdDSA"),
                arguments(SigningKey.ED448, "EdDSA"));
    }

    static Stream<Arguments> unfitting() {
        return Stream.of(
                arguments(SigningKey.RSA, "ES256", "RS256"),
                arguments(SigningKey.RSA, "EdDSA", "RS256"),
                arguments(SigningKey.P256, "RS256", "ES256"),
                arguments(SigningKey.P256, "PS256", "ES256"),
                arguments(SigningKey.P256, "ES384", "ES256"),
                arguments(SigningKey.P384, "ES256", "ES384"),
                arguments(SigningKey.P521, "ES384", "ES512"),
                arguments(SigningKey.ED25519, "ES256", "EdDSA"),
                arguments(SigningKey.ED448, "RS256", "EdDSA"));
    }
}
