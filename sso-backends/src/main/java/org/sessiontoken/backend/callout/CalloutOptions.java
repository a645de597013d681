package org.sessiontoken.backend.callout;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.Secret;
import tools.jackson.core.JsonPointer;

/**
 * The options of one auth service of the type {@code http-callout}.
 *
 * @param uri the address of the login
 * @param method the method of requests
 * @param body the format of request bodies
 * @param parameters the fields of the body that the parameters go into
 * @param headers header fields that are the same in each request
 * @param contextHeaders header fields with the IDs of the request
 * @param statuses the meaning of response statuses
 * @param accountPointer points to the account in responses
 * @param tenantPointer points to the tenant, if tenants are compared
 * @param allowedPointer points to whether the account is allowed, if that is read
 * @param repeatable whether a call may be repeated after an outage
 * @param timeout how long a response may take
 */
record CalloutOptions(
        URI uri,
        Method method,
        BodyFormat body,
        ParameterMapping parameters,
        Map<String, Secret> headers,
        ContextHeaders contextHeaders,
        StatusMapping statuses,
        JsonPointer accountPointer,
        Optional<JsonPointer> tenantPointer,
        Optional<JsonPointer> allowedPointer,
        boolean repeatable,
        Duration timeout) {

    /** The methods that have a body. */
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
                ParameterMapping.read(options),
                StaticHeaders.read(options),
                ContextHeaders.read(options),
                StatusMapping.read(options),
                pointer(options, "account-pointer", options.text("account-pointer")),
                options.optionalText("tenant-pointer").map(text -> pointer(options, "tenant-pointer", text)),
                options.optionalText("allowed-pointer").map(text -> pointer(options, "allowed-pointer", text)),
                options.flag("repeatable"),
                options.timeout("timeout", Duration.ofMillis(2500), Duration.ofMillis(10), Duration.ofSeconds(30)));
    }

    private static JsonPointer pointer(BackendOptions options, String name, String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(options.path(name) + " must be a JSON pointer such as /user/id");
        }
        return JsonPointer.compile(text);
    }
}
