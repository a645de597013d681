package org.sessiontoken.backend.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.TenantId;

class JwtClaimRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);

    private final JwtClaimRules rules = new JwtClaimRules(
            "ags",
            SKEW,
            Optional.of(MAX_LIFETIME),
            "sub",
            Optional.of("tenant"),
            List.of(RequiredClaim.scalar("verified", "true", JwtReason.WRONG_CLAIM)));

    @Test
    void acceptAGenuineTokenAndTellItsAccountAndTenant() {
        assertThat(rules.refusal(claims(300), NOW)).isEmpty();
        assertThat(rules.account(claims(300))).isEqualTo(new AccountId("account-1"));
        assertThat(rules.areOfTenant(claims(300), new TenantId("demo"))).isTrue();
        assertThat(rules.areOfTenant(claims(300), new TenantId("other"))).isFalse();
    }

    /** At the bounds, to the second: the skew is 30 s, the maximum lifetime 3600 s. */
    @ParameterizedTest
    @CsvSource({"-31, TOKEN_EXPIRED", "-30, TOKEN_EXPIRED", "-29,", "3630,", "3631, TOKEN_LIFE_TOO_LONG"})
    void boundTheExpiryByTheTimeOfTheRequest(long expiresIn, JwtReason expected) {
        assertThat(rules.refusal(claims(expiresIn), NOW)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"iat, 30,", "iat, 31, TOKEN_NOT_YET_VALID", "nbf, 30,", "nbf, 31, TOKEN_NOT_YET_VALID"})
    void boundTheBeginning(String name, long begins, JwtReason expected) {
        Map<String, Object> claims = claims(300);
        claims.put(name, NOW.getEpochSecond() + begins);

        assertThat(rules.refusal(claims, NOW)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"-3300,", "-3301, TOKEN_LIFE_TOO_LONG"})
    void boundTheLifetimeFromTheIssueOfATokenThatTellsIt(long issued, JwtReason expected) {
        Map<String, Object> claims = claims(300);
        claims.put("iat", NOW.getEpochSecond() + issued);

        assertThat(rules.refusal(claims, NOW)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void acceptTheAudienceAmongOthers() {
        Map<String, Object> claims = claims(300);
        claims.put("aud", List.of("other", "ags"));
        assertThat(rules.refusal(claims, NOW)).isEmpty();

        claims.put("aud", List.of("other"));
        assertThat(rules.refusal(claims, NOW)).contains(JwtReason.WRONG_AUDIENCE);
    }

    @ParameterizedTest
    @CsvSource({"exp", "aud", "sub", "tenant", "verified"})
    void refuseATokenWithoutAMandatoryClaim(String name) {
        Map<String, Object> claims = claims(300);
        claims.remove(name);

        assertThat(rules.refusal(claims, NOW)).contains(JwtReason.MISSING_CLAIM);
    }

    @ParameterizedTest
    @CsvSource({"exp, 1772366700", "iat, 1772366700", "sub, ''", "verified, false"})
    void refuseATokenWithAClaimOfAnotherTypeOrValue(String name, String value) {
        Map<String, Object> claims = claims(300);
        claims.put(name, value);

        assertThat(rules.refusal(claims, NOW))
                .contains(name.equals("verified") ? JwtReason.WRONG_CLAIM : JwtReason.MALFORMED_CLAIM);
    }

    private static Map<String, Object> claims(long expiresIn) {
        return new HashMap<>(Map.of(
                "exp", NOW.getEpochSecond() + expiresIn,
                "aud", "ags",
                "sub", "account-1",
                "tenant", "demo",
                "verified", true));
    }
}
