package org.sessiontoken.backend.callout;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.Secret;

/**
 * HTTP basic authentication with the name and the password of the user (RFC 7617).
 *
 * @param nameParameter the parameter with the user's name
 * @param hiddenParameter the parameter with the user's password
 */
record BasicCredentials(String nameParameter, String hiddenParameter) {

    static final String HEADER = "Authorization";

    /** Many servers close the connection on longer header fields, which would look like an outage. */
    private static final int MAX_LENGTH = 4_096;

    static Optional<BasicCredentials> read(BackendOptions options) {
        boolean named = options.optionalText("basic-username").isPresent();
        boolean secured = options.optionalText("basic-password").isPresent();
        if (named != secured) {
            throw new IllegalArgumentException(options.path(named ? "basic-password" : "basic-username")
                    + " is missing: basic authentication has a user name and a password");
        }
        return named
                ? Optional.of(new BasicCredentials(
                        options.parameterName("basic-username", ""), options.parameterName("basic-password", "")))
                : Optional.empty();
    }

    List<String> parameters() {
        return Stream.of(nameParameter, hiddenParameter).distinct().toList();
    }

    /** The header field; empty if the credential cannot be in one, and therefore is wrong. */
    Optional<Secret> header(SsoRequest request) {
        String name = text(request, nameParameter);
        String pair = name + ":" + text(request, hiddenParameter);
        if (name.indexOf(':') >= 0 || pair.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Secret value =
                Secret.ofText("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        return value.length() <= MAX_LENGTH ? Optional.of(value) : Optional.empty();
    }

    private static String text(SsoRequest request, String parameter) {
        return request.parameters().value(parameter).map(Secret::text).orElse("");
    }
}
