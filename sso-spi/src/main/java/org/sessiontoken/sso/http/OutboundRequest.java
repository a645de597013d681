package org.sessiontoken.sso.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sessiontoken.value.Secret;

/**
 * An HTTP request of a backend.
 *
 * @param method the method, such as {@code GET}
 * @param uri the address, at a host that HTTP was opened to
 * @param headers header fields by name; the values are secret, since credentials travel in them
 * @param body the body, possibly empty
 * @param timeout how long the whole exchange may take
 */
public record OutboundRequest(String method, URI uri, Map<String, Secret> headers, Secret body, Duration timeout) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[!-~](?:[ \\t!-~]{0,8190}[!-~])?");

    /** Header fields that the client sets itself, or that would change where a message ends or which host gets it. */
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

    /** Copies the headers, and refuses those that {@link #requireHeader} refuses. */
    public OutboundRequest {
        headers = Map.copyOf(headers);
        headers.forEach(OutboundRequest::requireHeader);
    }

    /**
     * Refuses a header field that cannot be sent, or that a server could read as several fields.
     *
     * @throws IllegalArgumentException if the field is refused; the message does not quote the value
     */
    public static void requireHeader(String name, Secret value) {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'" + name + "' must be the name of a header field that is not reserved for the connection");
        }
        if (!VALUE.matcher(value.text()).matches()) {
            throw new IllegalArgumentException("value of the header field '" + name
                    + "' must be 1 to 8192 printable ASCII characters, without a space at either end");
        }
    }
}
