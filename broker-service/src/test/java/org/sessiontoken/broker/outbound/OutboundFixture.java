package org.sessiontoken.broker.outbound;

import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.Secret;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** HTTP as backends get it, and requests to send. */
final class OutboundFixture {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String PATH = "ags.broker.auth-services[0].options";
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private OutboundFixture() {}

    static JdkOutboundHttp http(URI address) {
        return http(new DefaultSslBundleRegistry(), Map.of(), address);
    }

    static JdkOutboundHttp http(SslBundles bundles, Map<String, String> options, URI... addresses) {
        return new OutboundHttpFactory(bundles, ObservationRegistry.NOOP, Clock.fixed(NOW, ZoneOffset.UTC))
                .open(new BackendOptions(PATH, options), 64 * 1024, addresses);
    }

    static OutboundRequest get(URI uri) {
        return get(uri, TIMEOUT);
    }

    static OutboundRequest get(URI uri, Duration timeout) {
        return new OutboundRequest("GET", uri, Map.of(), Secret.ofText(""), timeout);
    }

    static OutboundRequest post(URI uri, Map<String, Secret> headers, Secret body) {
        return new OutboundRequest("POST", uri, headers, body, TIMEOUT);
    }
}
