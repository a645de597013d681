package org.sessiontoken.broker.outbound;

import java.time.Clock;
import org.sessiontoken.tracing.RequestTracing;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans for the HTTP of backends. */
@Configuration(proxyBeanMethods = false)
public class OutboundConfiguration {

    @Bean
    OutboundHttpFactory outboundHttpFactory(SslBundles sslBundles, RequestTracing tracing, Clock clock) {
        return new OutboundHttpFactory(sslBundles, tracing.registry(), clock);
    }
}
