package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.NOW;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnauthorised;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claimsWith;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claimsWithout;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.value.AccountId;

/** JSON Web Token: what the claims of a provider's token must say. */
class OidcJwtRfc7519Test {

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA);
    private final SsoBackend backend = provider.backend();

    @Nested
    class Section4Claims {

        @ParameterizedTest
        @ValueSource(strings = {"iss", "sub", "aud", "exp"})
        void areThereWhereMandatory(String name) {
            assertUnauthorised(ask(claimsWithout(name)), JwtReason.MISSING_CLAIM);
            assertUnauthorised(ask(claimsWith(name, "null")), JwtReason.MISSING_CLAIM);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "iss | 1",
                    "iss | [\"https://login.example.com\"]",
                    "sub | 1",
                    "sub | \"\"",
                    "sub | \"a\\u0000b\"",
                    "aud | 1",
                    "aud | [\"ags\",1]",
                    "exp | \"1772366700\"",
                    "exp | 1772366700.5",
                    "exp | 1772366700000",
                    "nbf | true",
                    "iat | {}"
                })
        void areOfTheirTypeAndWithinBounds(String name, String json) {
            assertUnauthorised(ask(claimsWith(name, json)), JwtReason.MALFORMED_CLAIM);
        }

        @Test
        void mayBeAnyOthers() {
            assertAuthenticated(ask(claimsWith("address", "{\"locality\":[null,1.5]}")));
        }
    }

    @Nested
    class Section4_1_1Issuer {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://login.example.com/",
                    "https://login.example.com:443",
                    "HTTPS://login.example.com",
                    "http://login.example.com",
                    "login.example.com",
                    "https://attacker.example.com",
                    ""
                })
        void isTheConfiguredOneToTheLetter(String issuer) {
            assertUnauthorised(ask(claimsWith("iss", "\"" + issuer + "\"")), JwtReason.WRONG_ISSUER);
        }
    }

    @Nested
    class Section4_1_2Subject {

        @Test
        void namesTheAccountUnlessAnotherClaimIsConfiguredTo() {
            SsoBackend byName = provider.backend("account-claim", "preferred_username");

            assertThat(ask(byName, claimsWith("preferred_username", "\"alice\"")))
                    .isEqualTo(new Authenticated(new AccountId("alice")));
            assertUnauthorised(ask(byName, claims()), JwtReason.MISSING_CLAIM);
        }
    }

    @Nested
    class Section4_1_3Audience {

        @ParameterizedTest
        @ValueSource(strings = {"\"ags\"", "[\"ags\"]", "[\"other\",\"ags\"]", "[\"ags\",\"ags\"]"})
        void isOrHasTheConfiguredOne(String audience) {
            assertAuthenticated(ask(claimsWith("aud", audience)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"other\"", "\"AGS\"", "\"ags other\"", "[]", "[\"other\"]", "\"\"", "[\"ag\",\"s\"]"})
        void isNobodyElse(String audience) {
            assertUnauthorised(ask(claimsWith("aud", audience)), JwtReason.WRONG_AUDIENCE);
        }
    }

    @Nested
    class Sections4_1_4To4_1_6Times {

        private final Instant expiry = NOW.plusSeconds(300);

        @Test
        void areJudgedAsOfTheRequestWhateverTheClockSays() {
            provider.clock.advance(Duration.ofMinutes(6));

            assertAuthenticated(ask(claims()));
        }

        @ParameterizedTest
        @CsvSource({"29, true", "30, false", "31, false"})
        void letATokenExpireButForTheClockSkew(int late, boolean good) {
            SsoOutcome outcome = ask(claims(), expiry.plusSeconds(late));

            if (good) {
                assertAuthenticated(outcome);
            } else {
                assertUnauthorised(outcome, JwtReason.TOKEN_EXPIRED);
            }
        }

        @ParameterizedTest
        @CsvSource({"nbf, 30, true", "nbf, 31, false", "iat, 30, true", "iat, 31, false"})
        void letATokenBeginButForTheClockSkew(String name, int early, boolean good) {
            SsoOutcome outcome =
                    ask(claimsWith(name, String.valueOf(NOW.plusSeconds(early).getEpochSecond())));

            if (good) {
                assertAuthenticated(outcome);
            } else {
                assertUnauthorised(outcome, JwtReason.TOKEN_NOT_YET_VALID);
            }
        }

        @Test
        void boundNoTokensLifeUnlessThatIsConfigured() {
            String nextYear = claimsWith(
                    "exp", String.valueOf(NOW.plus(Duration.ofDays(365)).getEpochSecond()));

            assertAuthenticated(ask(nextYear));
            assertUnauthorised(ask(provider.backend("max-lifetime", "1h"), nextYear), JwtReason.TOKEN_LIFE_TOO_LONG);
            assertAuthenticated(ask(provider.backend("max-lifetime", "1h"), claims()));
        }
    }

    @Nested
    class Section4_3PrivateClaims {

        @Test
        void nameNoTenantUnlessOneIsConfiguredTo() {
            assertAuthenticated(ask(claimsWith("tenant", "\"other\"")));
        }

        @Test
        void forbidAnotherTenantThanTheRequests() {
            SsoBackend withTenant = provider.backend("tenant-claim", "tenant");

            assertAuthenticated(ask(withTenant, claimsWith("tenant", "\"nagra\"")));
            assertThat(ask(withTenant, claimsWith("tenant", "\"other\"")))
                    .isEqualTo(new Forbidden(JwtReason.WRONG_TENANT.code()));
            assertUnauthorised(ask(withTenant, claims()), JwtReason.MISSING_CLAIM);
            assertUnauthorised(ask(withTenant, claimsWith("tenant", "[\"nagra\"]")), JwtReason.MALFORMED_CLAIM);
        }

        @Test
        void sayOfAnotherTenantsTokenFirstWhatElseIsWrongWithIt() {
            SsoBackend withTenant = provider.backend("tenant-claim", "tenant");

            assertUnauthorised(
                    ask(withTenant, claimsWith("tenant", "\"other\""), NOW.plusSeconds(400)), JwtReason.TOKEN_EXPIRED);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "acr | gold | \"gold\"",
                    "email_verified | true | true",
                    "level | 3 | 3",
                    "https://x.org/a.b | c | \"c\""
                })
        void areAsRequired(String name, String value, String json) {
            assertAuthenticated(ask(provider.backend("required-claims." + name, value), claimsWith(name, json)));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "gold | \"silver\" | WRONG_CLAIM",
                    "gold | \"Gold\" | WRONG_CLAIM",
                    "gold | true | WRONG_CLAIM",
                    "true | false | WRONG_CLAIM",
                    "null | null | MISSING_CLAIM",
                    "gold | [\"gold\"] | MALFORMED_CLAIM",
                    "3 | 3.0 | MALFORMED_CLAIM",
                    "{} | {} | MALFORMED_CLAIM"
                })
        void areNothingElseWhereRequired(String value, String json, JwtReason reason) {
            assertUnauthorised(ask(provider.backend("required-claims.acr", value), claimsWith("acr", json)), reason);
        }

        @Test
        void areAllThereWhereSeveralAreRequired() {
            SsoBackend both = provider.backend("required-claims.acr", "gold", "required-claims.azp", "app");
            Map<String, String> members = FakeOpenIdProvider.members();
            members.put("acr", "\"gold\"");

            assertUnauthorised(ask(both, SigningKey.json(members)), JwtReason.MISSING_CLAIM);
            members.put("azp", "\"app\"");
            assertAuthenticated(ask(both, SigningKey.json(members)));
        }
    }

    private SsoOutcome ask(String claims) {
        return ask(backend, claims);
    }

    private SsoOutcome ask(String claims, Instant asOf) {
        return ask(backend, claims, asOf);
    }

    private static SsoOutcome ask(SsoBackend backend, String claims) {
        return ask(backend, claims, NOW);
    }

    private static SsoOutcome ask(SsoBackend backend, String claims, Instant asOf) {
        return FakeOpenIdProvider.ask(backend, request(SigningKey.RSA.token("RS256", claims), asOf));
    }
}
