package org.sessiontoken.backend.sharedsecret;

import static org.sessiontoken.backend.sharedsecret.HeadEnd.HEADER;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.KEY;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.SECRET;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.ask;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertAuthenticated;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertUnauthorised;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.base64url;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.claims;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.genuine;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.token;

import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.value.Secret;

/** JSON Web Signature, and RFC 7797's unencoded payload. */
class SharedSecretJwtRfc7515Test {

    @Nested
    class Section2Base64urlEncoding {

        @ParameterizedTest
        @MethodSource("respelt")
        void takesOneSpellingOfATokenOnly(String respelt) {
            assertUnauthorised(ask(respelt), JwtReason.MALFORMED_TOKEN);
        }

        static Stream<String> respelt() {
            String token = genuine();
            String firstParts = token.substring(0, token.lastIndexOf('.'));
            String signature = token.substring(token.lastIndexOf('.') + 1);
            return Stream.of(
                    token + "=",
                    token + "==",
                    token + ".",
                    token + "..",
                    "." + token,
                    token + " ",
                    " " + token,
                    token + "\n",
                    token + "\0",
                    token.replaceFirst("\\.", " ."),
                    token.replaceFirst("\\.", "=."),
                    token.replaceFirst("\\.", "\r\n."),
                    firstParts + "." + signature.replace('_', '/').replace('-', '+') + "+/",
                    firstParts + "." + signature.substring(0, 10) + "\n" + signature.substring(10),
                    firstParts + "." + signature.substring(0, signature.length() - 2));
        }

        @Test
        void refusesTheBitsThatALastCharacterLeavesOver() {
            String token = genuine();
            String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            int last = alphabet.indexOf(token.charAt(token.length() - 1));
            for (int leftOver = 1; leftOver < 4; leftOver++) {
                assertUnauthorised(
                        ask(token.substring(0, token.length() - 1) + alphabet.charAt(last + leftOver)),
                        JwtReason.MALFORMED_TOKEN);
            }
        }
    }

    @Nested
    class Section4JoseHeader {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "\"HS256\"",
                    "1",
                    "{",
                    "{}{}",
                    "{\"alg\":\"HS256\",\"kid\":\"head-end-1\"} x",
                    "{\"alg\":\"HS256\",\"kid\":\"head-end-1\",}",
                    "{'alg':'HS256','kid':'head-end-1'}",
                    "{\"alg\":\"HS256\",\"alg\":\"HS256\",\"kid\":\"head-end-1\"}",
                    "{\"alg\":\"HS256\",\"kid\":\"head-end-2\",\"kid\":\"head-end-1\"}",
                    "{\"alg\":\"none\",\"\\u0061lg\":\"HS256\",\"kid\":\"head-end-1\"}",
                    "\ufeff{\"alg\":\"HS256\",\"kid\":\"head-end-1\"}",
                })
        void isOneJsonObjectWithEachMemberOnce(String header) {
            assertUnauthorised(ask(token(header, claims())), JwtReason.MALFORMED_TOKEN);
        }

        @Test
        void isNotTooDeep() {
            String deep = "[".repeat(1_000) + "]".repeat(1_000);

            assertUnauthorised(
                    ask(token("{\"x\":" + deep + ",\"alg\":\"HS256\",\"kid\":\"head-end-1\"}", claims())),
                    JwtReason.MALFORMED_TOKEN);
        }
    }

    @Nested
    class Section4_1_1Algorithm {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"none\"",
                    "\"None\"",
                    "\"hs256\"",
                    "\"HS256 \"",
                    "\"HS384\"",
                    "\"HS512\"",
                    "\"RS256\"",
                    "\"ES256\"",
                    "\"EdDSA\"",
                    "\"dir\"",
                    "\"\"",
                    "null",
                    "256",
                    "true",
                    "[\"HS256\"]",
                    "{\"alg\":\"HS256\"}",
                })
        void isThatOfTheKey(String alg) {
            assertUnauthorised(
                    ask(token("{\"alg\":" + alg + ",\"kid\":\"head-end-1\"}", claims())), JwtReason.WRONG_ALGORITHM);
        }

        @Test
        void isMandatory() {
            assertUnauthorised(ask(token("{\"kid\":\"head-end-1\"}", claims())), JwtReason.WRONG_ALGORITHM);
        }
    }

    @Nested
    class Section4_1_4KeyId {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"head-end-2\"",
                    "\"HEAD-END-1\"",
                    "\"\"",
                    "\"../../dev/null\"",
                    "\"' UNION SELECT 'x\"",
                    "\"http://localhost/key\"",
                    "null",
                    "1",
                    "[\"head-end-1\"]",
                    "{\"head-end-1\":1}",
                })
        void isThatOfAKeyInTheFile(String kid) {
            assertUnauthorised(ask(token("{\"alg\":\"HS256\",\"kid\":" + kid + "}", claims())), JwtReason.UNKNOWN_KEY);
        }

        @Test
        void isMandatoryEvenWithOneKeyOnly() {
            assertUnauthorised(
                    ask(
                            new SharedSecretJwtBackend(HeadEnd.options(KEY)),
                            HeadEnd.request(
                                    Secret.ofText(token("{\"alg\":\"HS256\"}", claims())), "nagra", HeadEnd.NOW)),
                    JwtReason.UNKNOWN_KEY);
        }
    }

    @Nested
    class Section4_1_11Critical {

        @ParameterizedTest
        @ValueSource(strings = {"[\"exp\"]", "[\"alg\"]", "[\"b64\"]", "[]", "null", "\"exp\"", "{}"})
        void isRefusedWhateverItLists(String crit) {
            assertUnauthorised(
                    ask(token("{\"alg\":\"HS256\",\"kid\":\"head-end-1\",\"crit\":" + crit + "}", claims())),
                    JwtReason.UNSUPPORTED_HEADER);
        }
    }

    @Nested
    class Section5_2Signature {

        @Test
        void isMandatory() {
            String token = genuine();

            assertUnauthorised(ask(token.substring(0, token.lastIndexOf('.') + 1)), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void isOfTheSharedSecret() {
            String token = token(HEADER, claims(), "HmacSHA256", Secret.ofText("another secret of thirty-two bytes"));

            assertUnauthorised(ask(token), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void isNotCutShort() {
            String token = genuine();

            assertUnauthorised(ask(token.substring(0, token.length() - 3)), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void coversTheHeader() {
            String token = genuine();
            String header = base64url("{\"kid\":\"head-end-1\",\"alg\":\"HS256\"}");

            assertUnauthorised(ask(header + token.substring(token.indexOf('.'))), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void coversTheClaims() {
            String token = genuine();
            String claims = base64url(HeadEnd.claimsWith("OpfAccountId", "\"account-2\""));

            assertUnauthorised(
                    ask(base64url(HEADER) + "." + claims + token.substring(token.lastIndexOf('.'))),
                    JwtReason.BAD_SIGNATURE);
        }

        @Test
        void isVerifiedBeforeTheClaimsAreRead() {
            String token = token(HEADER, "not JSON");

            assertUnauthorised(ask(token.substring(0, token.length() - 3)), JwtReason.BAD_SIGNATURE);
            assertUnauthorised(ask(token), JwtReason.MALFORMED_TOKEN);
        }
    }

    @Nested
    class Section7_2JsonSerialization {

        @Test
        void isRefused() {
            String[] parts = genuine().split("\\.", 3);

            assertUnauthorised(
                    ask("{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\""
                            + parts[2] + "\"}"),
                    JwtReason.MALFORMED_TOKEN);
        }
    }

    @Nested
    class Rfc7797UnencodedPayload {

        @ParameterizedTest
        @ValueSource(strings = {"\"b64\":false,\"crit\":[\"b64\"]", "\"b64\":false", "\"b64\":true"})
        void isRefused(String b64) {
            String header = "{\"alg\":\"HS256\",\"kid\":\"head-end-1\"," + b64 + "}";

            assertUnauthorised(ask(token(header, claims())), JwtReason.UNSUPPORTED_HEADER);
        }

        @Test
        void isRefusedWhereThePayloadIsPlain() {
            String header = base64url("{\"alg\":\"HS256\",\"kid\":\"head-end-1\",\"b64\":false,\"crit\":[\"b64\"]}");

            assertUnauthorised(
                    ask(HeadEnd.signed(header + "." + claims(), "HmacSHA256", SECRET)), JwtReason.MALFORMED_TOKEN);
        }
    }

    @Test
    void authenticatesWhatTheseTestsStartFrom() {
        assertAuthenticated(ask(genuine()));
        assertAuthenticated(ask(token("{\"alg\":\"HS256\",\"kid\":\"head-end-1\"}", claims())));
    }
}
