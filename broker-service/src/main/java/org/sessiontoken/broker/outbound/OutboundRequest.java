package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.sessiontoken.value.Secret;

/**
 * An HTTP request to the outside.
 *
 * @param method such as {@code GET}
 * @param uri where to, at a configured host
 * @param headers header fields by name; secret, since credentials travel in them
 * @param body what is sent, possibly empty
 * @param timeout how long the whole exchange may take
 */
public record OutboundRequest(String method, URI uri, Map<String, Secret> headers, Secret body, Duration timeout) {

    /** Copies the headers. */
    public OutboundRequest {
        headers = Map.copyOf(headers);
    }
}
