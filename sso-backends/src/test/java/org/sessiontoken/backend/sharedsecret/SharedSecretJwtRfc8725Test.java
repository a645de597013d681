package org.sessiontoken.backend.sharedsecret;

import static org.sessiontoken.backend.sharedsecret.HeadEnd.HEADER;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.KEY;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.KEY_512;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.SECRET;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.ask;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertAuthenticated;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertUnauthorised;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.claims;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.claimsWith;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.header;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.token;

import io.jsonwebtoken.Jwts;
import java.security.KeyPair;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Secret;

/** JSON Web Token Best Current Practices: the attacks that it lists. */
class SharedSecretJwtRfc8725Test {

    /** The keys of these tests are long enough for every algorithm, so that only the pinning can refuse. */
    @Nested
    class Section3_1AlgorithmVerification {

        @Test
        void refusesAnotherMacThanTheKeyIsFor() {
            assertUnauthorised(
                    ask(token(header("HS512", KEY.kid()), claims(), "HmacSHA512", SECRET)), JwtReason.WRONG_ALGORITHM);
            assertUnauthorised(
                    ask(token(header("HS256", KEY_512.kid()), claims(), "HmacSHA256", SECRET)),
                    JwtReason.WRONG_ALGORITHM);
        }

        @Test
        void refusesAMacThatClaimsToBeAnotherAlgorithm() {
            assertUnauthorised(
                    ask(token(header("RS256", KEY.kid()), claims(), "HmacSHA256", SECRET)), JwtReason.WRONG_ALGORITHM);
        }

        @Test
        void refusesAMacUnderAPublicKey() {
            KeyPair pair = Jwts.SIG.RS256.keyPair().build();
            Secret publicKey = Secret.ofBytes(pair.getPublic().getEncoded());

            assertUnauthorised(ask(token(HEADER, claims(), "HmacSHA256", publicKey)), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void refusesARealSignatureOfAnotherAlgorithm() {
            KeyPair pair = Jwts.SIG.RS256.keyPair().build();
            String token = Jwts.builder()
                    .json(JoseJson.writer())
                    .header()
                    .keyId(KEY.kid())
                    .and()
                    .claim("OpfAccountId", "account-1")
                    .signWith(pair.getPrivate(), Jwts.SIG.RS256)
                    .compact();

            assertUnauthorised(ask(token), JwtReason.WRONG_ALGORITHM);
        }
    }

    @Nested
    class Section3_3AllCryptographicOperations {

        @Test
        void areNotPassedOverByEncryptingInstead() {
            String jwe = Jwts.builder()
                    .json(JoseJson.writer())
                    .header()
                    .keyId(KEY.kid())
                    .and()
                    .claim("OpfAccountId", "account-1")
                    .encryptWith(new SecretKeySpec(SECRET.bytes(), 0, 32, "AES"), Jwts.KEY.DIRECT, Jwts.ENC.A256GCM)
                    .compact();

            assertUnauthorised(ask(jwe), JwtReason.MALFORMED_TOKEN);
        }

        @Test
        void areNotPassedOverByNesting() {
            String nested = token("{\"alg\":\"HS256\",\"kid\":\"head-end-1\",\"cty\":\"JWT\"}", HeadEnd.genuine());

            assertUnauthorised(ask(nested), JwtReason.MALFORMED_TOKEN);
        }
    }

    @Nested
    class Section3_5WeakSecrets {

        @ParameterizedTest
        @ValueSource(strings = {"secret", "0123456789abcdef0123456789ABCDEF", "changeit"})
        void areNotTried(String weak) {
            assertUnauthorised(
                    ask(token(HEADER, claims(), "HmacSHA256", Secret.ofText(weak))), JwtReason.BAD_SIGNATURE);
        }
    }

    @Nested
    class Section3_6Compression {

        @ParameterizedTest
        @ValueSource(strings = {"\"DEF\"", "\"GZIP\"", "\"\"", "null", "1"})
        void isRefused(String zip) {
            assertUnauthorised(
                    ask(token("{\"alg\":\"HS256\",\"kid\":\"head-end-1\",\"zip\":" + zip + "}", claims())),
                    JwtReason.UNSUPPORTED_HEADER);
        }
    }

    @Nested
    class Section3_10ReceivedClaims {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                    "\"jku\":\"http://localhost:1/keys\"",
                    "\"x5u\":\"file:///dev/random\"",
                    "\"x5c\":[\"AAAA\"]",
                    "\"x5t#S256\":1",
                })
        void bringNoKeyOfTheirOwn(String member) {
            String header = "{\"alg\":\"HS256\",\"kid\":\"head-end-1\"," + member + "}";

            assertUnauthorised(
                    ask(token(header, claims(), "HmacSHA256", Secret.ofBytes(new byte[32]))), JwtReason.BAD_SIGNATURE);
            assertAuthenticated(ask(token(header, claims())));
        }
    }

    @Nested
    class Section3_11ExplicitTyping {

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "\"JWT\"", "\"getsessiontokenauthn\"", "\"SignOnAuthN\""})
        void refusesATokenForAnotherPurpose(String typ) {
            assertUnauthorised(ask(token(HEADER, claimsWith("typ", typ))), JwtReason.WRONG_TYPE);
        }
    }
}
