package org.sessiontoken.broker.sso.introspection;

import java.time.Clock;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the backend type {@code oauth2-introspection}. */
@Configuration(proxyBeanMethods = false)
public class IntrospectionConfiguration {

    @Bean
    SsoBackendFactory introspectionFactory(OutboundHttpFactory outbound, Clock clock) {
        return new IntrospectionFactory(outbound, clock);
    }
}
