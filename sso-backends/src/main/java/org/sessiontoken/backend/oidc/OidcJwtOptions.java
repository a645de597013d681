package org.sessiontoken.backend.oidc;

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
import org.sessiontoken.backend.jwt.AudienceOption;
import org.sessiontoken.backend.jwt.JwtClaimRules;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.backend.jwt.RequiredClaim;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.sso.BackendOptions;

/**
 * The options of one auth service of the type {@code oidc-jwt}.
 *
 * @param issuer the issuer that a token must have
 * @param jwksUri the address of the provider's keys, if discovery is not used
 * @param algorithms the signature algorithms that are allowed
 * @param audience the audience that a token must have
 * @param type the {@code typ} header that a token must have
 * @param parameter the request's parameter that carries the token
 * @param clockSkew how far the provider's clock may be off
 * @param maxLifetime how much longer a token may be valid, if that is bounded
 * @param accountClaim the claim that names the account
 * @param tenantClaim the claim that names the tenant, if one does
 * @param requiredClaims the values that other claims must have, by their names
 * @param cacheSettings how long the provider's keys are cached
 * @param keysTimeout how long each document of the provider may take
 */
record OidcJwtOptions(
        String issuer,
        Optional<URI> jwksUri,
        Set<SigningAlgorithm> algorithms,
        String audience,
        String type,
        String parameter,
        Duration clockSkew,
        Optional<Duration> maxLifetime,
        String accountClaim,
        Optional<String> tenantClaim,
        Map<String, String> requiredClaims,
        JwksCacheSettings cacheSettings,
        Duration keysTimeout) {

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "ES256", "PS256");

    OidcJwtOptions {
        algorithms = Set.copyOf(algorithms);
        requiredClaims = Map.copyOf(requiredClaims);
    }

    static OidcJwtOptions read(BackendOptions options) {
        return new OidcJwtOptions(
                issuer(options),
                options.optionalText("jwks-uri").map(set -> options.uri("jwks-uri")),
                algorithms(options),
                AudienceOption.required(options),
                options.optionalText("token-type").orElse(JoseHeaderRules.DEFAULT_TYPE),
                options.parameterName("parameter", "IdToken"),
                options.duration("clock-skew", Duration.ofSeconds(30), Duration.ZERO, MAX_SKEW),
                maxLifetime(options),
                options.optionalText("account-claim").orElse("sub"),
                options.optionalText("tenant-claim"),
                options.nested("required-claims"),
                cacheSettings(options),
                options.timeout("keys-timeout", Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(30)));
    }

    /** The address of the first request to the provider; all others must go to the same host and port. */
    URI address() {
        return jwksUri.orElseGet(this::discoveryUri);
    }

    /** The address of the discovery document (OpenID Connect Discovery, section 4.1). */
    URI discoveryUri() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** The rules for the claims of a genuine token. */
    JwtClaimRules rules() {
        List<RequiredClaim> required = Stream.concat(
                        Stream.of(RequiredClaim.text("iss", issuer, JwtReason.WRONG_ISSUER)),
                        requiredClaims.entrySet().stream()
                                .map(claim ->
                                        RequiredClaim.scalar(claim.getKey(), claim.getValue(), JwtReason.WRONG_CLAIM)))
                .toList();
        return new JwtClaimRules(audience, clockSkew, maxLifetime, accountClaim, tenantClaim, required);
    }

    private static String issuer(BackendOptions options) {
        if (options.uri("issuer").getRawQuery() != null) {
            throw new IllegalArgumentException(
                    options.path("issuer") + " must have no query: remove it from the address");
        }
        return options.text("issuer");
    }

    private static Set<SigningAlgorithm> algorithms(BackendOptions options) {
        EnumSet<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        List<String> configured = options.list("algorithms");
        for (String id : configured.isEmpty() ? DEFAULT_ALGORITHMS : configured) {
            algorithms.add(SigningAlgorithm.named(id)
                    .orElseThrow(() -> new IllegalArgumentException(options.path("algorithms")
                            + " must be one or more of "
                            + Arrays.stream(SigningAlgorithm.values())
                                    .map(SigningAlgorithm::id)
                                    .collect(Collectors.joining(", "))
                            + ", as a list or with commas between them")));
        }
        return algorithms;
    }

    private static Optional<Duration> maxLifetime(BackendOptions options) {
        return options.optionalText("max-lifetime")
                .map(set ->
                        options.duration("max-lifetime", Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(365)));
    }

    private static JwksCacheSettings cacheSettings(BackendOptions options) {
        Duration day = Duration.ofDays(1);
        JwksCacheSettings settings = new JwksCacheSettings(
                options.duration("keys-lifetime", Duration.ofMinutes(15), Duration.ofMinutes(1), day),
                options.duration("keys-refresh-ahead", Duration.ofMinutes(5), Duration.ZERO, day),
                options.duration("keys-outage-tolerance", Duration.ofHours(1), Duration.ZERO, day.multipliedBy(7)),
                options.duration("keys-refetch-interval", Duration.ofSeconds(10), Duration.ofSeconds(1), day));
        requireShorterThanLifetime(options, "keys-refresh-ahead", settings.refreshAhead(), settings);
        requireShorterThanLifetime(options, "keys-refetch-interval", settings.refetchInterval(), settings);
        return settings;
    }

    private static void requireShorterThanLifetime(
            BackendOptions options, String name, Duration duration, JwksCacheSettings settings) {
        if (duration.compareTo(settings.lifetime()) >= 0) {
            throw new IllegalArgumentException(options.path(name) + " must be shorter than keys-lifetime, "
                    + DurationText.of(settings.lifetime()) + ", and it is " + DurationText.of(duration));
        }
    }
}
