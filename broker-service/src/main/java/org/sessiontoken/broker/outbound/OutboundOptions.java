package org.sessiontoken.broker.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.sso.BackendOptions;
import org.springframework.util.unit.DataSize;

/**
 * What an operator sets for HTTP to the outside, beside a backend's own options.
 *
 * @param connectTimeout how long a connection may take to come about
 * @param sslBundle which SSL bundle says whom to trust, and what certificate to show
 * @param allowHttp whether hosts may be spoken to without TLS
 * @param proxy through which host requests go; none, whatever the JVM's own settings are
 * @param maxResponseSize how many bytes an answer may have
 */
record OutboundOptions(
        Duration connectTimeout,
        Optional<String> sslBundle,
        boolean allowHttp,
        Optional<InetSocketAddress> proxy,
        int maxResponseSize) {

    private static final DataSize MIN_RESPONSE_SIZE = DataSize.ofKilobytes(1);
    private static final DataSize MAX_RESPONSE_SIZE = DataSize.ofMegabytes(1);
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):(\\d{1,5})");

    static OutboundOptions read(BackendOptions options, DataSize maxResponseSize) {
        return new OutboundOptions(
                options.duration(
                        "connect-timeout", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofSeconds(30)),
                options.optionalText("ssl-bundle"),
                options.flag("allow-http"),
                options.optionalText("proxy").map(text -> proxy(options, text)),
                options.optionalText("max-response-size")
                        .map(text -> size(options, text))
                        .orElse((int) maxResponseSize.toBytes()));
    }

    private static InetSocketAddress proxy(BackendOptions options, String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException(
                    options.path("proxy") + " must be a host and a port, such as proxy.example:3128");
        }
        return InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    private static int size(BackendOptions options, String text) {
        try {
            DataSize size = DataSize.parse(text);
            if (size.compareTo(MIN_RESPONSE_SIZE) >= 0 && size.compareTo(MAX_RESPONSE_SIZE) <= 0) {
                return (int) size.toBytes();
            }
        } catch (IllegalArgumentException notASize) {
            // Falls through to a failure that names the option.
        }
        throw new IllegalArgumentException(
                options.path("max-response-size") + " must be a size from 1KB to 1MB, and it is '" + text + "'");
    }
}
