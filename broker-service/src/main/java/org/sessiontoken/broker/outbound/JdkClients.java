package org.sessiontoken.broker.outbound;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The JDK's HTTP client, configured by the options, and a new one whenever its certificates have changed.
 *
 * <p>The JDK's client does what is needed and has no dependencies: HTTP/1.1 with persistent connections, verified host names,
 * no redirects unless asked for, and bodies that arrive in pieces. It does not limit the number of connections, which the
 * guard around a backend does. Its threads end when nothing refers to it any more.
 */
final class JdkClients {

    private final OutboundOptions options;
    private final SslBundleUpdates updates;
    private final Consumer<SslBundle> renewal = this::renew;
    private volatile @Nullable HttpClient current;

    JdkClients(OutboundOptions options, SslBundles bundles, SslBundleUpdates updates) {
        this.options = options;
        this.updates = updates;
        this.current = options.sslBundle()
                .map(name -> withBundle(bundles.getBundle(name)))
                .orElseGet(() -> builder().build());
        options.sslBundle().ifPresent(name -> updates.add(name, renewal));
    }

    /** The current client; empty once it is released. */
    Optional<HttpClient> current() {
        return Optional.ofNullable(current);
    }

    private synchronized void renew(SslBundle changed) {
        if (current != null) {
            current = withBundle(changed);
        }
    }

    /** Releases the client. May be called more than once. */
    synchronized void release() {
        current = null;
        options.sslBundle().ifPresent(name -> updates.remove(name, renewal));
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
