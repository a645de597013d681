package org.sessiontoken.broker.sso.callout;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.Secret;
import tools.jackson.core.JsonPointer;

/**
 * What an operator sets for one such auth service.
 *
 * @param uri where the login is
 * @param method how it is called
 * @param body what the request's body is made of
 * @param fields which parameters go into which fields of the body
 * @param headers header fields that are the same in each request
 * @param contextHeaders header fields that say what request this is
 * @param meanings what the answer's statuses mean
 * @param accountPointer where the answer names the account
 * @param tenantPointer where it names the tenant, if it must
 * @param allowedPointer where it says whether the account may, if it must
 * @param repeatable whether a call may be repeated after an outage
 * @param timeout how long an answer may take
 */
record CalloutOptions(
        URI uri,
        Method method,
        BodyFormat body,
        Fields fields,
        Map<String, Secret> headers,
        ContextHeaders contextHeaders,
        StatusMeanings meanings,
        JsonPointer accountPointer,
        Optional<JsonPointer> tenantPointer,
        Optional<JsonPointer> allowedPointer,
        boolean repeatable,
        Duration timeout) {

    /** Those that have a body. */
    enum Method {
        POST,
        PUT,
        PATCH
    }

    static CalloutOptions read(BackendOptions options) {
        return new CalloutOptions(
                options.uri("uri"),
                options.choice("method", Method.POST),
                options.choice("body", BodyFormat.JSON),
                Fields.read(options),
                StaticHeaders.read(options),
                ContextHeaders.read(options),
                StatusMeanings.read(options),
                pointer(options, "account-pointer", options.text("account-pointer")),
                options.optionalText("tenant-pointer").map(text -> pointer(options, "tenant-pointer", text)),
                options.optionalText("allowed-pointer").map(text -> pointer(options, "allowed-pointer", text)),
                options.flag("repeatable"),
                options.duration("timeout", Duration.ofMillis(2500), Duration.ofMillis(10), Duration.ofSeconds(30)));
    }

    private static JsonPointer pointer(BackendOptions options, String name, String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    options.path(name) + " must be a JSON pointer such as /user/id, and it is '" + text + "'");
        }
        return JsonPointer.compile(text);
    }
}
