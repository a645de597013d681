package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[!-~](?:[ \\t!-~]{0,8190}[!-~])?");

    /** What the client sets itself, and what would change where a message ends or who gets it. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Copies the headers; refuses one that {@link #requireHeader} refuses. */
    public OutboundRequest {
        headers = Map.copyOf(headers);
        headers.forEach(OutboundRequest::requireHeader);
    }

    /**
     * Refuses a header field that cannot be sent, or could be taken for several, with an {@link IllegalArgumentException}
     * that does not quote the value.
     */
    public static void requireHeader(String name, Secret value) {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'" + name + "' must be the name of a header field, and none that the connection needs");
        }
        if (!VALUE.matcher(value.text()).matches()) {
            throw new IllegalArgumentException("value of the header field '" + name
                    + "' must be 1 to 8192 printable ASCII characters, with no space at its ends");
        }
    }
}
