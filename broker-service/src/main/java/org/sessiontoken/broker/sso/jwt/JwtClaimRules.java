package org.sessiontoken.broker.sso.jwt;

import static org.sessiontoken.broker.sso.jwt.ClaimShape.mandatory;
import static org.sessiontoken.broker.sso.jwt.ClaimShape.optional;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.TenantId;

/**
 * What the claims of a genuine token must say (RFC 7519, section 4.1).
 *
 * <p>Times are compared with the time of the request, never with a clock. A token need not say when it was made, so its
 * life, where it is bounded, is measured from the request on; where it does say, also from then on.
 *
 * @param audience whom a token must be for
 * @param clockSkew how far the signer's clock may be off
 * @param maxLifetime how long a token may still be good for, if that is bounded
 * @param accountClaim which claim names the account
 * @param tenantClaim which claim names the tenant, if one does
 * @param expected the claims that must have one value
 */
public record JwtClaimRules(
        String audience,
        Duration clockSkew,
        Optional<Duration> maxLifetime,
        String accountClaim,
        Optional<String> tenantClaim,
        List<ExpectedClaim> expected) {

    private static final String EXPIRES = "exp";
    private static final String NOT_BEFORE = "nbf";
    private static final String ISSUED_AT = "iat";
    private static final String AUDIENCE = "aud";

    /** Copies the list. */
    public JwtClaimRules {
        expected = List.copyOf(expected);
    }

    /** Why a token with these claims is refused as of then, whosever it is. */
    public Optional<JwtReason> refusal(Map<String, ?> claims, Instant asOf) {
        return shapes().flatMap(shape -> shape.refusal(claims).stream())
                .findFirst()
                .or(() -> refusalOfTimes(claims, asOf))
                .or(() -> isForUs(claims.get(AUDIENCE)) ? Optional.empty() : Optional.of(JwtReason.WRONG_AUDIENCE))
                .or(() -> expected.stream()
                        .flatMap(claim -> claim.refusal(claims).stream())
                        .findFirst());
    }

    /** Whose these claims are, which were not refused. */
    public AccountId account(Map<String, ?> claims) {
        return new AccountId(String.valueOf(claims.get(accountClaim)));
    }

    /** Whether these claims, which were not refused, are of this tenant, or tell of none. */
    public boolean areOfTenant(Map<String, ?> claims, TenantId tenantId) {
        return tenantClaim.isEmpty() || tenantId.value().equals(claims.get(tenantClaim.get()));
    }

    private Stream<ClaimShape> shapes() {
        return Stream.of(
                        Stream.of(
                                mandatory(EXPIRES, ClaimShape::isTime),
                                optional(NOT_BEFORE, ClaimShape::isTime),
                                optional(ISSUED_AT, ClaimShape::isTime),
                                mandatory(AUDIENCE, ClaimShape::isAudience),
                                mandatory(accountClaim, ClaimShape::isAccountId)),
                        tenantClaim.map(name -> mandatory(name, ClaimShape::isText)).stream(),
                        expected.stream().map(ExpectedClaim::shape))
                .flatMap(shapes -> shapes);
    }

    private Optional<JwtReason> refusalOfTimes(Map<String, ?> claims, Instant asOf) {
        Instant expires = time(claims, EXPIRES).orElseThrow();
        Optional<Instant> issuedAt = time(claims, ISSUED_AT);
        Duration left = Duration.between(asOf, expires);
        if (left.compareTo(clockSkew.negated()) <= 0) {
            return Optional.of(JwtReason.TOKEN_EXPIRED);
        }
        if (Stream.of(issuedAt, time(claims, NOT_BEFORE))
                .flatMap(Optional::stream)
                .anyMatch(start -> Duration.between(asOf, start).compareTo(clockSkew) > 0)) {
            return Optional.of(JwtReason.TOKEN_NOT_YET_VALID);
        }
        return maxLifetime.isPresent() && livesLonger(maxLifetime.get(), left, issuedAt, expires)
                ? Optional.of(JwtReason.TOKEN_LIFE_TOO_LONG)
                : Optional.empty();
    }

    private boolean livesLonger(Duration longest, Duration left, Optional<Instant> issuedAt, Instant expires) {
        return left.compareTo(longest.plus(clockSkew)) > 0
                || issuedAt.filter(then -> Duration.between(then, expires).compareTo(longest) > 0)
                        .isPresent();
    }

    private boolean isForUs(@Nullable Object claim) {
        return claim instanceof List<?> list ? list.contains(audience) : audience.equals(claim);
    }

    private static Optional<Instant> time(Map<String, ?> claims, String name) {
        return claims.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
