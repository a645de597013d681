package org.sessiontoken.backend.callout;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.Secret;

/**
 * The options of one auth service of the type {@code http-callout}.
 *
 * @param uri the address of the login
 * @param method the method of requests
 * @param body the format of the parameters: in the query for GET, and in the body otherwise
 * @param basic the parameters for basic authentication, if the login wants it
 * @param parameters the fields that the parameters go into
 * @param headers header fields that are the same in each request
 * @param contextHeaders header fields with the IDs of the request
 * @param statuses the meaning of response statuses
 * @param response what is read from responses
 * @param repeatable whether a call may be repeated after an outage
 * @param timeout how long a response may take
 */
record CalloutOptions(
        URI uri,
        Method method,
        BodyFormat body,
        Optional<BasicCredentials> basic,
        ParameterMapping parameters,
        Map<String, Secret> headers,
        ContextHeaders contextHeaders,
        StatusMapping statuses,
        ResponseOptions response,
        boolean repeatable,
        Duration timeout) {

    /** The methods of requests. */
    enum Method {
        GET,
        POST,
        PUT,
        PATCH
    }

    static CalloutOptions read(BackendOptions options) {
        Method method = options.choice("method", Method.POST);
        BodyFormat body = body(options, method);
        Optional<BasicCredentials> basic = BasicCredentials.read(options);
        ParameterMapping parameters = ParameterMapping.read(
                options, basic.map(BasicCredentials::parameters).orElse(List.of()), body == BodyFormat.JSON);
        return new CalloutOptions(
                options.uri("uri"),
                method,
                body,
                basic,
                parameters,
                StaticHeaders.read(options, basic.isPresent()),
                ContextHeaders.read(options),
                StatusMapping.read(options),
                ResponseOptions.read(options, parameters),
                options.flag("repeatable"),
                options.timeout("timeout", Duration.ofMillis(2500), Duration.ofMillis(10), Duration.ofSeconds(30)));
    }

    private static BodyFormat body(BackendOptions options, Method method) {
        BodyFormat body = options.choice("body", method == Method.GET ? BodyFormat.FORM : BodyFormat.JSON);
        if (method == Method.GET && body != BodyFormat.FORM) {
            throw new IllegalArgumentException(
                    options.path("body") + " must not be json where method is get: parameters go into the query");
        }
        return body;
    }
}
