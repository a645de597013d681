package org.sessiontoken.broker.outbound;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The JDK's HTTP client as the options say, and another one whenever its certificates have changed.
 *
 * <p>The JDK's client does what is needed and brings nothing along: HTTP/1.1 with kept connections, host names verified,
 * no redirection unless asked for, answers given over piece by piece. It has no limit on connections, which is for the
 * guard around a backend to set, and ends together with the last reference to it.
 */
final class JdkClients {

    private static final String UNVERIFIED_HOSTS = "jdk.internal.httpclient.disableHostnameVerification";

    private final OutboundOptions options;
    private volatile @Nullable HttpClient current;

    JdkClients(OutboundOptions options, SslBundles bundles) {
        String unverified = System.getProperty(UNVERIFIED_HOSTS);
        if (unverified != null && !unverified.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(
                    "the system property " + UNVERIFIED_HOSTS + " must not be set: it lets anybody pose as a login");
        }
        this.options = options;
        this.current = options.sslBundle()
                .map(name -> withBundle(bundles.getBundle(name)))
                .orElseGet(() -> builder().build());
        options.sslBundle().ifPresent(name -> bundles.addBundleUpdateHandler(name, this::renew));
    }

    /** The client to use now; none once it was let go. */
    Optional<HttpClient> current() {
        return Optional.ofNullable(current);
    }

    private synchronized void renew(SslBundle changed) {
        if (current != null) {
            current = withBundle(changed);
        }
    }

    /** A bundle keeps whom it tells of updates for ever, so the client must not hang on this object. */
    synchronized void release() {
        current = null;
    }

    private HttpClient withBundle(SslBundle bundle) {
        return builder()
                .sslContext(bundle.createSslContext())
                .sslParameters(new SSLParameters(
                        bundle.getOptions().getCiphers(), bundle.getOptions().getEnabledProtocols()))
                .build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connectTimeout())
                .proxy(options.proxy().map(ProxySelector::of).orElse(HttpClient.Builder.NO_PROXY));
    }
}
