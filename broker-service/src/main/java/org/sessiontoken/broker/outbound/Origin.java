package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an address leads to: scheme, host and port (RFC 6454, section 4). Shows nothing of path and query.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port also where it is the scheme's own
 */
record Origin(String scheme, String host, int port) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    static Origin of(URI address) {
        String scheme = lower(address.getScheme());
        int port = address.getPort();
        return new Origin(scheme, lower(address.getHost()), port >= 0 ? port : scheme.equals("https") ? 443 : 80);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    boolean isHttps() {
        return scheme.equals("https");
    }

    /** Judged by the name alone, without looking it up. */
    boolean isThisHost() {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
