package org.sessiontoken.broker.outbound;

import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import org.sessiontoken.sso.BackendOptions;
import org.springframework.boot.ssl.SslBundles;

/**
 * Opens HTTP for backends as their options say: {@code connect-timeout}, {@code ssl-bundle}, {@code allow-http},
 * {@code proxy} and {@code max-response-size}.
 *
 * <p>The hosts that requests may go to are decided here, once: they are the scheme, host and port of the addresses that the
 * operator has configured. Spring Boot's {@code InetAddressFilter} is not used on purpose. That filter checks resolved
 * IP addresses, for clients whose addresses come from untrusted input. Here the operator alone sets the addresses, and
 * the auth service often has a private one. With the JDK's client the name would also be resolved twice, and the two
 * results may differ.
 */
public final class OutboundHttpFactory {

    private static final String UNVERIFIED_HOSTS = "jdk.internal.httpclient.disableHostnameVerification";

    private final SslBundles sslBundles;
    private final SslBundleUpdates updates;
    private final OutboundSpans spans;
    private final Clock clock;

    /**
     * A factory that finds certificates by the names of their bundles.
     *
     * @param registry where calls are observed, if they are made for a request that is
     */
    public OutboundHttpFactory(SslBundles sslBundles, ObservationRegistry registry, Clock clock) {
        this.sslBundles = sslBundles;
        this.updates = new SslBundleUpdates(sslBundles);
        this.spans = new OutboundSpans(registry);
        this.clock = clock;
    }

    /** The HTTP of one backend, with nothing open yet. */
    public BackendHttp forBackend(BackendOptions options) {
        return new BackendHttp(this, options);
    }

    JdkOutboundHttp open(BackendOptions options, int maxResponseSize, URI... addresses) {
        refuseUnverifiedHosts(options);
        OutboundOptions outbound = OutboundOptions.read(options, maxResponseSize);
        AllowedOrigins origins = AllowedOrigins.of(options, outbound.allowHttp(), addresses);
        outbound.sslBundle()
                .filter(name -> !sslBundles.getBundleNames().contains(name))
                .ifPresent(name -> refuseBundle(options, name));
        return new JdkOutboundHttp(
                new JdkClients(outbound, sslBundles, updates), origins, outbound.maxResponseSize(), spans, clock);
    }

    private static void refuseUnverifiedHosts(BackendOptions options) {
        String unverified = System.getProperty(UNVERIFIED_HOSTS);
        if (unverified != null && !unverified.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(options.path("ssl-bundle") + ": remove the system property "
                    + UNVERIFIED_HOSTS + ": while it is set, host names in certificates are not verified, so any host"
                    + " could pose as the auth service");
        }
    }

    private void refuseBundle(BackendOptions options, String name) {
        throw new IllegalArgumentException(options.path("ssl-bundle") + " must be one of " + sslBundles.getBundleNames()
                + ", which are those under spring.ssl.bundle, and it is '" + name + "'");
    }
}
