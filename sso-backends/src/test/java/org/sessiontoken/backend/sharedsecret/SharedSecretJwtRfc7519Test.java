package org.sessiontoken.backend.sharedsecret;

import static org.sessiontoken.backend.sharedsecret.HeadEnd.HEADER;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.NOW;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.SECRET;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.ask;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertAuthenticated;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertUnauthorised;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.base64url;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.claims;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.claimsWith;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.claimsWithout;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoOutcome;

/** JSON Web Token: what the claims must say. */
class SharedSecretJwtRfc7519Test {

    @Nested
    class Section4Claims {

        @ParameterizedTest
        @ValueSource(strings = {"exp", "aud", "typ", "OpfAccountId", "OpfTenantId"})
        void areThereWhereMandatory(String name) {
            assertUnauthorised(ask(token(HEADER, claimsWithout(name))), JwtReason.MISSING_CLAIM);
            assertUnauthorised(ask(token(HEADER, claimsWith(name, "null"))), JwtReason.MISSING_CLAIM);
        }

        @Test
        void areFoundByTheirExactNames() {
            Map<String, String> members = HeadEnd.members();
            members.put("opfaccountid", String.valueOf(members.remove("OpfAccountId")));

            assertUnauthorised(ask(token(HEADER, HeadEnd.json(members))), JwtReason.MISSING_CLAIM);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "exp          | \"1772366700\"",
                    "exp          | \"2026-03-01T12:05:00Z\"",
                    "exp          | \"\"",
                    "exp          | 1772366700.0",
                    "exp          | 1772366700.5",
                    "exp          | 1.7723667e9",
                    "exp          | -1",
                    "exp          | -9223372036854775808",
                    "exp          | 9223372036854775807",
                    "exp          | 9223372036854775808",
                    "exp          | 253402300800",
                    "exp          | 1772366700000",
                    "exp          | 1e999999999",
                    "exp          | true",
                    "exp          | []",
                    "exp          | [1772366700]",
                    "exp          | {}",
                    "nbf          | \"1772366400\"",
                    "nbf          | -1",
                    "nbf          | 1772366400.5",
                    "iat          | \"1772366400\"",
                    "iat          | 1772366400000",
                    "iat          | false",
                    "aud          | 1",
                    "aud          | true",
                    "aud          | {\"ags\":true}",
                    "aud          | [1,\"ags\"]",
                    "aud          | [[\"ags\"]]",
                    "aud          | [\"ags\",null]",
                    "typ          | 1",
                    "typ          | [\"GetSessionTokenAuthN\"]",
                    "OpfAccountId | 1",
                    "OpfAccountId | \"\"",
                    "OpfAccountId | \" \"",
                    "OpfAccountId | [\"account-1\"]",
                    "OpfAccountId | {}",
                    "OpfAccountId | true",
                    "OpfAccountId | \"a\\u0000b\"",
                    "OpfAccountId | \"a\\nb\"",
                    "OpfAccountId | \"a\\ud800b\"",
                    "OpfTenantId  | 1",
                    "OpfTenantId  | [\"nagra\"]",
                    "OpfTenantId  | {\"nagra\":1}",
                })
        void areOfTheirTypeAndWithinBounds(String name, String json) {
            assertUnauthorised(ask(token(HEADER, claimsWith(name, json))), JwtReason.MALFORMED_CLAIM);
        }

        @Test
        void nameAnAccountNoLongerThanAnAccountIdMayBe() {
            assertUnauthorised(
                    ask(token(HEADER, claimsWith("OpfAccountId", "\"" + "a".repeat(257) + "\""))),
                    JwtReason.MALFORMED_CLAIM);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "\"claims\"",
                    "{",
                    "{\"exp\":NaN}",
                    "{\"exp\":01}",
                    "{\"exp\":99999999999999999999999999999999999999999}",
                })
        void areAJsonObject(String claims) {
            assertUnauthorised(ask(token(HEADER, claims)), JwtReason.MALFORMED_TOKEN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"exp", "aud", "typ", "OpfAccountId", "OpfTenantId", "unknown"})
        void areEachGivenOnce(String name) {
            String twice =
                    claimsWith(name, "1,\"" + name + "\":" + HeadEnd.members().getOrDefault(name, "2"));

            assertUnauthorised(ask(token(HEADER, twice)), JwtReason.MALFORMED_TOKEN);
        }

        @Test
        void areNotTooDeep() {
            assertUnauthorised(
                    ask(token(HEADER, claimsWith("x", "[".repeat(2_000) + "]".repeat(2_000)))),
                    JwtReason.MALFORMED_TOKEN);
        }
    }

    @Nested
    class Section4_1_3Audience {

        @ParameterizedTest
        @ValueSource(strings = {"\"ags\"", "[\"ags\"]", "[\"other\",\"ags\"]"})
        void namesTheBrokerAloneOrAmongOthers(String aud) {
            assertAuthenticated(ask(token(HEADER, claimsWith("aud", aud))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "\"AGS\"", "\"ags \"", "\"agsx\"", "\"other,ags\"", "[]", "[\"other\"]"})
        void isRefusedWhereItIsForSomebodyElse(String aud) {
            assertUnauthorised(ask(token(HEADER, claimsWith("aud", aud))), JwtReason.WRONG_AUDIENCE);
        }
    }

    /** The clock skew is 30 s, the maximum lifetime 24 h. */
    @Nested
    class Section4_1_4ExpirationTime {

        @ParameterizedTest
        @CsvSource({
            "0,",
            "-29,",
            "-30, TOKEN_EXPIRED",
            "-31, TOKEN_EXPIRED",
            "86400,",
            "86430,",
            "86431, TOKEN_LIFE_TOO_LONG"
        })
        void isAfterTheRequestButNotByMoreThanTheLongestLife(long secondsFromNow, JwtReason refusal) {
            assertJudged(ask(token(HEADER, claimsWith("exp", in(secondsFromNow)))), refusal);
        }

        @Test
        void isComparedToTheFractionOfASecond() {
            String token = token(HEADER, claimsWith("exp", in(0)));

            assertAuthenticated(ask(token, NOW.plusMillis(29_999)));
            assertUnauthorised(ask(token, NOW.plusMillis(30_000)), JwtReason.TOKEN_EXPIRED);
        }

        @ParameterizedTest
        @CsvSource({"0, TOKEN_EXPIRED", "253402300799, TOKEN_LIFE_TOO_LONG"})
        void isComparedAlsoAtTheEndsOfTime(String exp, JwtReason refusal) {
            assertUnauthorised(ask(token(HEADER, claimsWith("exp", exp))), refusal);
        }

        @Test
        void isComparedAlsoWithARequestOfNoSensibleTime() {
            assertUnauthorised(ask(HeadEnd.genuine(), Instant.MIN), JwtReason.TOKEN_LIFE_TOO_LONG);
            assertUnauthorised(ask(HeadEnd.genuine(), Instant.MAX.minusSeconds(10)), JwtReason.TOKEN_EXPIRED);
        }
    }

    @Nested
    class Section4_1_5NotBefore {

        @ParameterizedTest
        @CsvSource({"-3600,", "0,", "30,", "31, TOKEN_NOT_YET_VALID"})
        void isNotAfterTheRequest(long secondsFromNow, JwtReason refusal) {
            assertJudged(ask(token(HEADER, claimsWith("nbf", in(secondsFromNow)))), refusal);
        }
    }

    @Nested
    class Section4_1_6IssuedAt {

        @ParameterizedTest
        @CsvSource({"-86100,", "-86101, TOKEN_LIFE_TOO_LONG", "0,", "30,", "31, TOKEN_NOT_YET_VALID"})
        void isNotAfterTheRequestNorTooLongBeforeTheExpiry(long secondsFromNow, JwtReason refusal) {
            assertJudged(ask(token(HEADER, claimsWith("iat", in(secondsFromNow)))), refusal);
        }
    }

    @Nested
    class Section6UnsecuredJwts {

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
        void areRefused(String none) {
            assertUnauthorised(
                    ask(base64url(HeadEnd.header(none, "head-end-1")) + "." + base64url(claims()) + "."),
                    JwtReason.WRONG_ALGORITHM);
        }

        @Test
        void areRefusedAlsoWithoutAKeyId() {
            assertUnauthorised(
                    ask(base64url("{\"alg\":\"none\"}") + "." + base64url(claims()) + "."), JwtReason.UNKNOWN_KEY);
        }
    }

    @Nested
    class Section7_2Validating {

        @Test
        void refusesTextThatIsNotUtf8() {
            byte[] latin1 = claimsWith("OpfAccountId", "\"caf\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);

            assertUnauthorised(
                    ask(token(HEADER.getBytes(StandardCharsets.UTF_8), latin1, "HmacSHA256", SECRET)),
                    JwtReason.MALFORMED_TOKEN);
        }

        @Test
        void refusesUtf16() {
            byte[] utf16 = claims().getBytes(StandardCharsets.UTF_16BE);

            assertUnauthorised(
                    ask(token(HEADER.getBytes(StandardCharsets.UTF_8), utf16, "HmacSHA256", SECRET)),
                    JwtReason.MALFORMED_TOKEN);
        }
    }

    private static String in(long seconds) {
        return String.valueOf(NOW.plusSeconds(seconds).getEpochSecond());
    }

    private static void assertJudged(SsoOutcome outcome, @Nullable JwtReason refusal) {
        if (refusal == null) {
            assertAuthenticated(outcome);
        } else {
            assertUnauthorised(outcome, refusal);
        }
    }
}
