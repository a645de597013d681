package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** The types that come with the broker are found as those of third parties are, and get the broker's own HTTP. */
class BuiltInBackendsTest {

    private static final String PATH = "ags.broker.auth-services[0]";

    private final FactoryDiscovery discovery = new FactoryDiscovery(getClass().getClassLoader());
    private final BackendCreator creation = new BackendCreator(
            new BackendTypes(discovery.factories()),
            new OutboundHttpFactory(new DefaultSslBundleRegistry(), ObservationRegistry.NOOP, Clock.systemUTC()),
            DevelopmentKeys.REFUSED,
            Clock.systemUTC(),
            new SimpleMeterRegistry());

    @Test
    void areFoundByServiceLoader() {
        assertThat(discovery.factories())
                .extracting(SsoBackendFactory::type)
                .containsExactlyInAnyOrder("shared-secret-jwt", "oidc-jwt", "oauth2-introspection", "http-callout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oidc-jwt", "oauth2-introspection", "http-callout"})
    void haveTheOptionsForHttp(String type) {
        Map<String, String> options = minimal(type);
        options.putAll(Map.of(
                "connect-timeout", "1s",
                "proxy", "proxy.example:3128",
                "allow-http", "false",
                "max-response-size", "1MB"));

        assertThatCode(() -> create(type, options).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "oidc-jwt, issuer, http://login.example, allow-http",
        "oauth2-introspection, introspection-uri, http://login.example/introspect, allow-http",
        "http-callout, uri, http://login.example/session, allow-http",
        "oidc-jwt, ssl-bundle, none, ssl-bundle",
        "oauth2-introspection, ssl-bundle, none, ssl-bundle",
        "http-callout, ssl-bundle, none, ssl-bundle",
        "oidc-jwt, max-response-size, 2MB, max-response-size",
        "oauth2-introspection, allow-http, maybe, allow-http",
        "http-callout, proxy, proxy.example, proxy",
        "http-callout, connect-timeout, 1h, connect-timeout",
        "oidc-jwt, audience, '', audience",
    })
    void areRefusedByTheFullPathOfTheOption(String type, String name, String value, String shown) {
        Map<String, String> options = minimal(type);
        options.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(type, options))
                .withMessageStartingWith(PATH + ".options." + shown);
    }

    private SsoBackend create(String type, Map<String, String> options) {
        Key key = new Key(new TenantId("demo"), new AuthServiceId("Login"));
        return creation.create(PATH, type, key, new BackendOptions(PATH + ".options", options));
    }

    /** Nobody listens at the provider's address, which matters to none of them when it is made. */
    private static Map<String, String> minimal(String type) {
        return new HashMap<>(
                switch (type) {
                    case "oidc-jwt" -> Map.of("issuer", "https://127.0.0.1:1", "audience", "ags");
                    case "oauth2-introspection" ->
                        Map.of("introspection-uri", "https://127.0.0.1:1/", "client-id", "x", "client-secret", "x");
                    default -> Map.of("uri", "https://127.0.0.1:1/", "parameters.Pin", "pin", "account-pointer", "/id");
                });
    }
}
