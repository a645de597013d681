package org.sessiontoken.backend.jwt;

import static org.sessiontoken.backend.jwt.ClaimShape.mandatory;
import static org.sessiontoken.backend.jwt.ClaimShape.optional;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.TenantId;

/**
 * The rules for the claims of a token with a valid signature (RFC 7519, section 4.1).
 *
 * <p>Times are compared with the time of the request, never with a clock. The lifetime of a token, where it is bounded, is
 * measured from the time of the request, since a token need not say when it was issued; a token that does is also measured
 * from then.
 *
 * @param audience the audience that a token must have
 * @param clockSkew how far the signer's clock may be off
 * @param maxLifetime how much longer a token may be valid, if that is bounded
 * @param accountClaim the claim that names the account
 * @param tenantClaim the claim that names the tenant, if one does
 * @param required the claims that must have certain values
 */
public record JwtClaimRules(
        String audience,
        Duration clockSkew,
        Optional<Duration> maxLifetime,
        String accountClaim,
        Optional<String> tenantClaim,
        List<RequiredClaim> required) {

    private static final String EXPIRES = "exp";
    private static final String NOT_BEFORE = "nbf";
    private static final String ISSUED_AT = "iat";
    private static final String AUDIENCE = "aud";

    /** Copies the list. */
    public JwtClaimRules {
        required = List.copyOf(required);
    }

    /** The outcome for a token with these claims, whose signature is valid. */
    public SsoOutcome judge(Map<String, ?> claims, SsoRequest request) {
        Optional<JwtReason> refused = refusal(claims, request.asOf());
        if (refused.isPresent()) {
            return new Unauthorised(refused.get().code());
        }
        return areOfTenant(claims, request.tenantId())
                ? new Authenticated(account(claims))
                : new Forbidden(JwtReason.WRONG_TENANT.code());
    }

    Optional<JwtReason> refusal(Map<String, ?> claims, Instant asOf) {
        return shapes().flatMap(shape -> shape.refusal(claims).stream())
                .findFirst()
                .or(() -> refusalOfTimes(claims, asOf))
                .or(() ->
                        hasOurAudience(claims.get(AUDIENCE)) ? Optional.empty() : Optional.of(JwtReason.WRONG_AUDIENCE))
                .or(() -> required.stream()
                        .flatMap(claim -> claim.refusal(claims).stream())
                        .findFirst());
    }

    AccountId account(Map<String, ?> claims) {
        return new AccountId(String.valueOf(claims.get(accountClaim)));
    }

    /** Always true if no claim names the tenant. */
    boolean areOfTenant(Map<String, ?> claims, TenantId tenantId) {
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
                        required.stream().map(RequiredClaim::shape))
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

    private boolean livesLonger(Duration max, Duration left, Optional<Instant> issuedAt, Instant expires) {
        return left.compareTo(max.plus(clockSkew)) > 0
                || issuedAt.filter(then -> Duration.between(then, expires).compareTo(max) > 0)
                        .isPresent();
    }

    private boolean hasOurAudience(@Nullable Object claim) {
        return claim instanceof List<?> list ? list.contains(audience) : audience.equals(claim);
    }

    private static Optional<Instant> time(Map<String, ?> claims, String name) {
        return claims.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
