package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of an address: its scheme, host and port (RFC 6454, section 4). The text has neither path nor query.
 *
 * @param scheme the scheme in lower case
 * @param host the host in lower case
 * @param port the port, also where it is the default of the scheme
 */
record HttpOrigin(String scheme, String host, int port) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    static HttpOrigin of(URI address) {
        String scheme = lower(address.getScheme());
        int port = address.getPort();
        return new HttpOrigin(scheme, lower(address.getHost()), port >= 0 ? port : scheme.equals("https") ? 443 : 80);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    boolean isHttps() {
        return scheme.equals("https");
    }

    /** Whether the host is this one, by its name alone: it is not resolved. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
