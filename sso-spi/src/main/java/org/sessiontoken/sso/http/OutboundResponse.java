package org.sessiontoken.sso.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** A media type that may be shown: nothing else can be in it. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}");

    /**
     * The body as a JSON object, if its media type is JSON and it is one: in UTF-8, of bounded depth, each member once. Do not
     * log or show any part of it.
     */
    public Optional<ObjectNode> jsonObject() {
        return hasJsonType() ? jsonObjectOfAnyType() : Optional.empty();
    }

    /** The body as a JSON object as in {@link #jsonObject()}, whatever its media type is. */
    public Optional<ObjectNode> jsonObjectOfAnyType() {
        return JsonObjects.parse(body);
    }

    /** Why {@link #jsonObject()} is empty, in words that can be logged. */
    public String jsonProblem() {
        if (hasJsonType()) {
            return "it is not a JSON object in UTF-8, is nested too deeply, or has a member twice";
        }
        return contentType
                .map(type -> MEDIA_TYPE.matcher(type).matches() ? "its media type is " + type : "its media type is odd")
                .orElse("it has no media type");
    }

    private boolean hasJsonType() {
        return contentType
                .filter(type ->
                        type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json"))
                .isPresent();
    }
}
