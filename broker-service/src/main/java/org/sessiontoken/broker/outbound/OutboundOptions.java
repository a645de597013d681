package org.sessiontoken.broker.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.sso.BackendOptions;

/**
 * The options for HTTP, which all backends that use HTTP have beside their own.
 *
 * @param connectTimeout how long it may take to connect
 * @param sslBundle the SSL bundle with the trusted certificates and the broker's own one
 * @param allowHttp whether requests may go to other hosts without TLS
 * @param proxy the proxy that requests go through; the JVM's own proxy settings are ignored
 * @param maxResponseSize the maximum size of a response in bytes
 */
record OutboundOptions(
        Duration connectTimeout,
        Optional<String> sslBundle,
        boolean allowHttp,
        Optional<InetSocketAddress> proxy,
        int maxResponseSize) {

    private static final int KILOBYTE = 1024;
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):(\\d{1,5})");

    static OutboundOptions read(BackendOptions options, int maxResponseSize) {
        return new OutboundOptions(
                options.timeout(
                        "connect-timeout", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofSeconds(30)),
                options.optionalText("ssl-bundle"),
                options.flag("allow-http"),
                options.optionalText("proxy").map(text -> proxy(options, text)),
                options.size("max-response-size", maxResponseSize, KILOBYTE, KILOBYTE * KILOBYTE));
    }

    private static InetSocketAddress proxy(BackendOptions options, String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    options.path("proxy") + " must be a host and a port, such as proxy.example:3128");
        }
        return InetSocketAddress.createUnresolved(matcher.group(1), port);
    }
}
