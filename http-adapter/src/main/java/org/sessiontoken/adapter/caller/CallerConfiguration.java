package org.sessiontoken.adapter.caller;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the reader of callers' addresses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallerProperties.class)
public class CallerConfiguration {

    @Bean
    CallerAddressReader callerAddressReader(CallerProperties properties) {
        return new CallerAddressReader(properties.trustedProxies(), properties.forwardedHeader());
    }
}
