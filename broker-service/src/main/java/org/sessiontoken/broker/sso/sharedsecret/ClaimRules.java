package org.sessiontoken.broker.sso.sharedsecret;

import static org.sessiontoken.broker.sso.sharedsecret.ClaimShape.mandatory;
import static org.sessiontoken.broker.sso.sharedsecret.ClaimShape.optional;

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
 * life is measured from the request on; where it does say, also from then on.
 */
final class ClaimRules {

    private static final String EXPIRES = "exp";
    private static final String NOT_BEFORE = "nbf";
    private static final String ISSUED_AT = "iat";
    private static final String AUDIENCE = "aud";
    private static final String TYPE = "typ";

    private final List<ClaimShape> shapes;
    private final String audience;
    private final String type;
    private final Duration clockSkew;
    private final Duration longestLife;
    private final String accountClaim;
    private final String tenantClaim;

    ClaimRules(SharedSecretJwtOptions options) {
        this.audience = options.audience();
        this.type = options.type();
        this.clockSkew = options.clockSkew();
        this.longestLife = options.longestLife();
        this.accountClaim = options.accountClaim();
        this.tenantClaim = options.tenantClaim();
        this.shapes = List.of(
                mandatory(EXPIRES, ClaimShape::isTime),
                optional(NOT_BEFORE, ClaimShape::isTime),
                optional(ISSUED_AT, ClaimShape::isTime),
                mandatory(AUDIENCE, ClaimShape::isAudience),
                mandatory(TYPE, ClaimShape::isText),
                mandatory(accountClaim, ClaimShape::isAccountId),
                mandatory(tenantClaim, ClaimShape::isText));
    }

    /** Why a token with these claims is refused as of then, whosever it is. */
    Optional<Reason> refusal(Map<String, ?> claims, Instant asOf) {
        return shapes.stream()
                .flatMap(shape -> shape.refusal(claims).stream())
                .findFirst()
                .or(() -> refusalOfTimes(claims, asOf))
                .or(() -> isForUs(claims.get(AUDIENCE)) ? Optional.empty() : Optional.of(Reason.WRONG_AUDIENCE))
                .or(() -> type.equals(claims.get(TYPE)) ? Optional.empty() : Optional.of(Reason.WRONG_TYPE));
    }

    /** Whose these claims are, which were not refused. */
    AccountId account(Map<String, ?> claims) {
        return new AccountId(String.valueOf(claims.get(accountClaim)));
    }

    /** Whether these claims, which were not refused, are of this tenant. */
    boolean areOfTenant(Map<String, ?> claims, TenantId tenantId) {
        return tenantId.value().equals(claims.get(tenantClaim));
    }

    private Optional<Reason> refusalOfTimes(Map<String, ?> claims, Instant asOf) {
        Instant expires = time(claims, EXPIRES).orElseThrow();
        Optional<Instant> issuedAt = time(claims, ISSUED_AT);
        Duration left = Duration.between(asOf, expires);
        if (left.compareTo(clockSkew.negated()) <= 0) {
            return Optional.of(Reason.TOKEN_EXPIRED);
        }
        if (Stream.of(issuedAt, time(claims, NOT_BEFORE))
                .flatMap(Optional::stream)
                .anyMatch(start -> Duration.between(asOf, start).compareTo(clockSkew) > 0)) {
            return Optional.of(Reason.TOKEN_NOT_YET_VALID);
        }
        if (left.compareTo(longestLife.plus(clockSkew)) > 0
                || issuedAt.filter(then -> Duration.between(then, expires).compareTo(longestLife) > 0)
                        .isPresent()) {
            return Optional.of(Reason.TOKEN_LIFE_TOO_LONG);
        }
        return Optional.empty();
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
