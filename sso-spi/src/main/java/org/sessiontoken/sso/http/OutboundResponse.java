package org.sessiontoken.sso.http;

import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP response to an {@link OutboundRequest}.
 *
 * @param status the status code, also of a redirection
 * @param contentType the media type without its parameters, in lower case, if there is one
 * @param body the body, of bounded size; secret, since credentials travel in it
 * @param retryAfter how long to wait before the next request, if the response says so
 */
public record OutboundResponse(int status, Optional<String> contentType, Secret body, Optional<Duration> retryAfter) {

    /** A response without {@code Retry-After}. */
    public OutboundResponse(int status, Optional<String> contentType, Secret body) {
        this(status, contentType, body, Optional.empty());
    }

    /**
     * The body as a JSON object, if its media type is JSON and it is one: in UTF-8, of bounded depth, each member once. Do not
     * log or show any part of it.
     */
    public Optional<ObjectNode> jsonObject() {
        return contentType
                .filter(type ->
                        type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json"))
                .flatMap(json -> JsonObjects.parse(body));
    }
}
