package org.sessiontoken.backend.introspection;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.backend.jwt.AudienceOption;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.Secret;

/**
 * The options of one auth service of the type {@code oauth2-introspection}.
 *
 * @param introspectionUri the address of the introspection endpoint
 * @param clientId the broker's client ID at the authorisation server
 * @param clientSecret the broker's client secret
 * @param clientAuthentication how ID and secret are sent
 * @param parameter the request's parameter that carries the token
 * @param accountClaim the member of the response that names the account
 * @param tenantClaim the member that names the tenant, if tenants are compared
 * @param requiredScopes the scopes that a token must have
 * @param audience the audience that a token must have, if audiences are compared
 * @param issuer the issuer that a token must have, if issuers are compared
 * @param cacheFor how long an active token is accepted without another request to the server, if tokens are cached
 * @param timeout how long a response may take
 */
record IntrospectionOptions(
        URI introspectionUri,
        String clientId,
        Secret clientSecret,
        ClientAuthentication clientAuthentication,
        String parameter,
        String accountClaim,
        Optional<String> tenantClaim,
        Set<String> requiredScopes,
        Optional<String> audience,
        Optional<String> issuer,
        Optional<Duration> cacheFor,
        Duration timeout) {

    static IntrospectionOptions read(BackendOptions options) {
        return new IntrospectionOptions(
                options.uri("introspection-uri"),
                options.text("client-id"),
                options.secret("client-secret"),
                options.choice("client-authentication", ClientAuthentication.CLIENT_SECRET_BASIC),
                options.parameterName("parameter", "AccessToken"),
                options.optionalText("account-claim").orElse("sub"),
                options.optionalText("tenant-claim"),
                requiredScopes(options),
                AudienceOption.of(options),
                options.optionalText("issuer"),
                options.optionalText("cache-for").map(set -> cacheFor(options)),
                options.timeout("timeout", Duration.ofMillis(2500), Duration.ofMillis(10), Duration.ofSeconds(30)));
    }

    /** A list of scopes, or one text with spaces or commas between them. */
    private static Set<String> requiredScopes(BackendOptions options) {
        return options.list("required-scope").stream()
                .flatMap(scopes -> words(scopes).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Duration cacheFor(BackendOptions options) {
        return options.duration("cache-for", Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    /** The scopes in a list with spaces between them (RFC 6749, section 3.3). */
    static Set<String> words(String scope) {
        return Stream.of(scope.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
