package org.sessiontoken.broker.outbound;

import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.node.ObjectNode;

/**
 * An HTTP answer from the outside.
 *
 * @param status the status code; a redirection is not followed
 * @param contentType the media type without its parameters, in lower case, if one was given
 * @param body what was answered, within the bound
 * @param retryAfter how long to wait before asking again, if that was said
 */
public record OutboundResponse(int status, Optional<String> contentType, Secret body, Optional<Duration> retryAfter) {

    /** An answer that does not say when to ask again. */
    public OutboundResponse(int status, Optional<String> contentType, Secret body) {
        this(status, contentType, body, Optional.empty());
    }

    /** The body as a JSON object, if it says that it is JSON and is such an object. Show nothing of it. */
    public Optional<ObjectNode> jsonObject() {
        return contentType
                .filter(type ->
                        type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json"))
                .flatMap(json -> JsonObjects.parse(body));
    }
}
