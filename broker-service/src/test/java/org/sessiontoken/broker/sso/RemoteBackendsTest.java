package org.sessiontoken.broker.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.broker.outbound.OutboundConfiguration;
import org.sessiontoken.broker.sso.callout.CalloutConfiguration;
import org.sessiontoken.broker.sso.introspection.IntrospectionConfiguration;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Import;

class RemoteBackendsTest {

    @Test
    void areFoundAsBeansByTheirType() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Clock.class, Clock::systemUTC);
            context.register(
                    SslAutoConfiguration.class,
                    OutboundConfiguration.class,
                    CalloutConfiguration.class,
                    IntrospectionConfiguration.class);
            context.refresh();

            assertThat(context.getBeanProvider(SsoBackendFactory.class).stream())
                    .extracting(SsoBackendFactory::type)
                    .containsExactlyInAnyOrder("http-callout", "oauth2-introspection");
        }
    }

    @Test
    void comeWithTheBroker() {
        assertThat(BrokerApplication.class.getAnnotation(Import.class).value())
                .contains(OutboundConfiguration.class, CalloutConfiguration.class, IntrospectionConfiguration.class);
    }
}
