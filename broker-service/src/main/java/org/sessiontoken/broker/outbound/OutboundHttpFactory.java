package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessiontoken.sso.BackendOptions;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.unit.DataSize;

/**
 * Opens HTTP to the outside for one backend, as its options say: {@code connect-timeout}, {@code ssl-bundle},
 * {@code allow-http}, {@code proxy} and {@code max-response-size}.
 *
 * <p>Where a request may go is decided here and once: to the scheme, host and port of the addresses that the backend was
 * configured with. Spring Boot's {@code InetAddressFilter} is left aside on purpose. It guards clients that are told by
 * others where to go, by what the name resolves to; ours are told by the operator alone, whose login is as likely as not at
 * a private address, and for the JDK's client it looks a name up a second time, after which the client looks again.
 */
public final class OutboundHttpFactory {

    private static final DataSize MAX_RESPONSE_SIZE = DataSize.ofKilobytes(64);

    private final SslBundles sslBundles;
    private final Clock clock;

    /** A factory that finds trust and client certificates by name. */
    public OutboundHttpFactory(SslBundles sslBundles, Clock clock) {
        this.sslBundles = sslBundles;
        this.clock = clock;
    }

    /**
     * Opens HTTP to some addresses.
     *
     * @param options those of the backend
     * @param addresses all that the backend was configured with
     * @throws IllegalArgumentException if an option is not as described, or an address is neither https, nor on this host,
     *     nor allowed to be http; the message names the option
     */
    public OutboundHttp open(BackendOptions options, URI... addresses) {
        return open(options, MAX_RESPONSE_SIZE, addresses);
    }

    /**
     * Opens HTTP to some addresses whose answers may be larger than most.
     *
     * @param maxResponseSize how large an answer may be, unless the options say
     */
    public OutboundHttp open(BackendOptions options, DataSize maxResponseSize, URI... addresses) {
        OutboundOptions outbound = OutboundOptions.read(options, maxResponseSize);
        Set<Origin> origins = Arrays.stream(addresses).map(Origin::of).collect(Collectors.toUnmodifiableSet());
        if (!outbound.allowHttp()) {
            refuseHttp(options, origins);
        }
        outbound.sslBundle()
                .filter(name -> !sslBundles.getBundleNames().contains(name))
                .ifPresent(name -> refuseBundle(options, name));
        return new JdkOutboundHttp(new JdkClients(outbound, sslBundles), origins, outbound.maxResponseSize(), clock);
    }

    private static void refuseHttp(BackendOptions options, Set<Origin> origins) {
        List<Origin> readable = new ArrayList<>(origins);
        readable.removeIf(origin -> origin.isHttps() || origin.isThisHost());
        if (!readable.isEmpty()) {
            throw new IllegalArgumentException(
                    readable.get(0) + " must be https, since credentials are sent to it, unless "
                            + options.path("allow-http") + " is true");
        }
    }

    private void refuseBundle(BackendOptions options, String name) {
        throw new IllegalArgumentException(options.path("ssl-bundle") + " must be one of " + sslBundles.getBundleNames()
                + ", which are those under spring.ssl.bundle, and it is '" + name + "'");
    }
}
