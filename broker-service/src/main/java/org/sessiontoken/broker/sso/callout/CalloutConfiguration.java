package org.sessiontoken.broker.sso.callout;

import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the backend type {@code http-callout}. */
@Configuration(proxyBeanMethods = false)
public class CalloutConfiguration {

    @Bean
    SsoBackendFactory calloutFactory(OutboundHttpFactory outbound) {
        return new CalloutFactory(outbound);
    }
}
