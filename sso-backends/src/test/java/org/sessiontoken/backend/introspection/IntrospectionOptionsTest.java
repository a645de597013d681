package org.sessiontoken.backend.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.Secret;

class IntrospectionOptionsTest {

    private static final Map<String, String> MINIMAL = Map.of(
            "introspection-uri", "https://login.example/introspect", "client-id", "broker", "client-secret", "hidden");

    @Test
    void haveDefaults() {
        assertThat(read(MINIMAL))
                .isEqualTo(new IntrospectionOptions(
                        URI.create("https://login.example/introspect"),
                        "broker",
                        Secret.ofText("hidden"),
                        ClientAuthentication.CLIENT_SECRET_BASIC,
                        "AccessToken",
                        "sub",
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMillis(2500)));
    }

    @Test
    void areHonoured() {
        Map<String, String> options = new HashMap<>(MINIMAL);
        options.putAll(Map.of(
                "client-authentication", "client_secret_post",
                "parameter", "Token",
                "account-claim", "account",
                "tenant-claim", "tenant",
                "required-scope", "watch record",
                "audience", "ags",
                "issuer", "https://login.example",
                "cache-for", "30s",
                "timeout", "500ms"));

        assertThat(read(options))
                .isEqualTo(new IntrospectionOptions(
                        URI.create("https://login.example/introspect"),
                        "broker",
                        Secret.ofText("hidden"),
                        ClientAuthentication.CLIENT_SECRET_POST,
                        "Token",
                        "account",
                        Optional.of("tenant"),
                        Set.of("watch", "record"),
                        Optional.of("ags"),
                        Optional.of("https://login.example"),
                        Optional.of(Duration.ofSeconds(30)),
                        Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"introspection-uri", "client-id", "client-secret"})
    void areNamedByTheirFullPathWhereTheyAreMissing(String name) {
        Map<String, String> options = new HashMap<>(MINIMAL);
        options.remove(name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(options))
                .withMessageContaining(TestBackendContext.PATH + "." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "introspection-uri, login.example",
        "client-authentication, none",
        "parameter, -token",
        "cache-for, 0s",
        "cache-for, 11m",
        "timeout, 9ms",
        "timeout, 31s",
        "allow-http, maybe",
        "acount-claim, sub",
    })
    void areNamedByTheirFullPathWhereTheyAreRefused(String name, String value) {
        Map<String, String> options = new HashMap<>(MINIMAL);
        options.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(options))
                .withMessageStartingWith(TestBackendContext.PATH + "." + name)
                .withMessageNotContaining("hidden");
    }

    private static IntrospectionOptions read(Map<String, String> options) {
        return IntrospectionOptions.read(TestBackendContext.with(options).options());
    }

    private static void create(Map<String, String> options) {
        TestBackendContext.with(options).create(new IntrospectionFactory()).close();
    }
}
