package org.sessiontoken.broker.sso.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.broker.outbound.OutboundConfiguration;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class OidcConfigurationTest {

    private final AnnotationConfigApplicationContext broker = new AnnotationConfigApplicationContext();

    @BeforeEach
    void start() {
        broker.registerBean(Clock.class, Clock::systemUTC);
        broker.register(SslAutoConfiguration.class, OutboundConfiguration.class, OidcConfiguration.class);
        broker.refresh();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void hasTheFactoryOfTheType() {
        assertThat(factory().type()).isEqualTo("oidc-jwt");
    }

    @Test
    void readsTheOptionsOfAllBackendsThatSpeakHttp() {
        SsoBackendContext service = service("connect-timeout", "1s");
        factory().create(service).close();

        assertThatCode(service.options()::refuseUnread).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"issuer, http://login.example.com", "ssl-bundle, none", "max-response-size, 2MB", "audience, ''"})
    void refusesOptionsAtStart(String name, String value) {
        SsoBackendFactory factory = factory();
        SsoBackendContext service = service(name, value);

        assertThatIllegalArgumentException().isThrownBy(() -> factory.create(service));
    }

    private SsoBackendFactory factory() {
        return broker.getBean(SsoBackendFactory.class);
    }

    private static SsoBackendContext service(String name, String value) {
        Map<String, String> options = new HashMap<>(Map.of("issuer", "https://127.0.0.1:1", "audience", "ags"));
        options.put(name, value);
        return HandMadeProvider.context(options);
    }
}
