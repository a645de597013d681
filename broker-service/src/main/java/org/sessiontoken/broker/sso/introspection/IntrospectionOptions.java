package org.sessiontoken.broker.sso.introspection;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Secret;

/**
 * What an operator sets for one such auth service.
 *
 * @param introspectionUri where the authorisation server is asked
 * @param clientId what the broker is called there
 * @param clientSecret what the broker proves that with
 * @param clientAuthentication how it does
 * @param parameter which parameter carries the token
 * @param accountClaim which member of the answer names the account
 * @param tenantClaim which member names the tenant, if one must
 * @param requiredScopes the scopes that a token must have
 * @param audience whom a token must be for, if for anybody
 * @param issuer who must have issued a token, if anybody
 * @param cacheFor how long a token once found active is believed without asking again, if at all
 * @param timeout how long an answer may take
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
                parameter(options),
                options.optionalText("account-claim").orElse("sub"),
                options.optionalText("tenant-claim"),
                options.optionalText("required-scope")
                        .map(IntrospectionOptions::words)
                        .orElse(Set.of()),
                options.optionalText("audience"),
                options.optionalText("issuer"),
                options.optionalText("cache-for").map(set -> cacheFor(options)),
                options.duration("timeout", Duration.ofMillis(2500), Duration.ofMillis(10), Duration.ofSeconds(30)));
    }

    private static Duration cacheFor(BackendOptions options) {
        return options.duration("cache-for", Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    private static String parameter(BackendOptions options) {
        try {
            return Parameter.requireName(options.optionalText("parameter").orElse("AccessToken"));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(options.path("parameter") + ": " + unfit.getMessage());
        }
    }

    /** The words of a scope (RFC 6749, section 3.3). */
    static Set<String> words(String scope) {
        return Stream.of(scope.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
