package org.sessiontoken.broker.sso.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.broker.sso.jwt.ExpectedClaim;
import org.sessiontoken.broker.sso.jwt.JwtClaimRules;
import org.sessiontoken.broker.sso.jwt.JwtReason;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.Parameter;

/**
 * What an operator sets for one such auth service.
 *
 * @param issuer the provider, as tokens name it
 * @param jwksUri where its keys are, if discovery is not to say
 * @param algorithms the signatures that are taken
 * @param audience whom a token must be for
 * @param type what a token's {@code typ} header must be
 * @param parameter which parameter carries the token
 * @param clockSkew how far the provider's clock may be off
 * @param maxLifetime how long a token may still be good for, if that is bounded
 * @param accountClaim which claim names the account
 * @param tenantClaim which claim names the tenant, if one does
 * @param requiredClaims what claims must say besides, by their names
 * @param keyTimes how the provider's keys are kept
 * @param keysTimeout how long each document of the provider may take
 */
record OidcJwtOptions(
        String issuer,
        Optional<URI> jwksUri,
        Set<Algorithm> algorithms,
        String audience,
        String type,
        String parameter,
        Duration clockSkew,
        Optional<Duration> maxLifetime,
        String accountClaim,
        Optional<String> tenantClaim,
        Map<String, String> requiredClaims,
        KeyTimes keyTimes,
        Duration keysTimeout) {

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    OidcJwtOptions {
        algorithms = Set.copyOf(algorithms);
        requiredClaims = Map.copyOf(requiredClaims);
    }

    static OidcJwtOptions read(BackendOptions options) {
        return new OidcJwtOptions(
                issuer(options),
                options.optionalText("jwks-uri").map(set -> options.uri("jwks-uri")),
                algorithms(options),
                options.text("audience"),
                options.optionalText("token-type").orElse(HeaderRules.USUAL_TYPE),
                parameter(options),
                options.duration("clock-skew", Duration.ofSeconds(30), Duration.ZERO, MAX_SKEW),
                maxLifetime(options),
                options.optionalText("account-claim").orElse("sub"),
                options.optionalText("tenant-claim"),
                options.nested("required-claims"),
                keyTimes(options),
                options.duration(
                        "keys-timeout", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(30)));
    }

    /** Where the provider is asked first, and anything that it points to must be as well. */
    URI address() {
        return jwksUri.orElseGet(this::discoveryUri);
    }

    /** Where the provider describes itself (OpenID Connect Discovery, section 4.1). */
    URI discoveryUri() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** What the claims of a genuine token must say. */
    JwtClaimRules rules() {
        List<ExpectedClaim> expected = Stream.concat(
                        Stream.of(ExpectedClaim.text("iss", issuer, JwtReason.WRONG_ISSUER)),
                        requiredClaims.entrySet().stream()
                                .map(claim ->
                                        ExpectedClaim.scalar(claim.getKey(), claim.getValue(), JwtReason.WRONG_CLAIM)))
                .toList();
        return new JwtClaimRules(audience, clockSkew, maxLifetime, accountClaim, tenantClaim, expected);
    }

    private static String issuer(BackendOptions options) {
        String issuer = options.text("issuer");
        if (options.uri("issuer").getRawQuery() != null) {
            throw new IllegalArgumentException(
                    options.path("issuer") + " must have no query, and it is '" + issuer + "'");
        }
        return issuer;
    }

    private static Set<Algorithm> algorithms(BackendOptions options) {
        EnumSet<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        for (String id :
                options.optionalText("algorithms").orElse("RS256,ES256,PS256").split(",", -1)) {
            algorithms.add(Algorithm.named(id.strip())
                    .orElseThrow(() -> new IllegalArgumentException(options.path("algorithms")
                            + " must be one or more of "
                            + Arrays.stream(Algorithm.values())
                                    .map(Algorithm::id)
                                    .collect(Collectors.joining(", "))
                            + ", with commas between them, and has '" + id.strip() + "'")));
        }
        return algorithms;
    }

    private static String parameter(BackendOptions options) {
        try {
            return Parameter.requireName(options.optionalText("parameter").orElse("IdToken"));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(options.path("parameter") + ": " + unfit.getMessage());
        }
    }

    private static Optional<Duration> maxLifetime(BackendOptions options) {
        return options.optionalText("max-lifetime")
                .map(set ->
                        options.duration("max-lifetime", Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(365)));
    }

    private static KeyTimes keyTimes(BackendOptions options) {
        Duration day = Duration.ofDays(1);
        KeyTimes times = new KeyTimes(
                options.duration("keys-lifetime", Duration.ofMinutes(15), Duration.ofMinutes(1), day),
                options.duration("keys-refresh-ahead", Duration.ofMinutes(5), Duration.ZERO, day),
                options.duration("keys-outage-tolerance", Duration.ofHours(1), Duration.ZERO, day.multipliedBy(7)),
                options.duration("keys-refetch-interval", Duration.ofSeconds(10), Duration.ofSeconds(1), day));
        requireShorterThanLifetime(options, "keys-refresh-ahead", times.refreshAhead(), times);
        requireShorterThanLifetime(options, "keys-refetch-interval", times.refetchInterval(), times);
        return times;
    }

    private static void requireShorterThanLifetime(
            BackendOptions options, String name, Duration duration, KeyTimes times) {
        if (duration.compareTo(times.lifetime()) >= 0) {
            throw new IllegalArgumentException(options.path(name) + " must be shorter than keys-lifetime, "
                    + times.lifetime() + ", and it is " + duration);
        }
    }
}
