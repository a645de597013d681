package org.sessiontoken.adapter.caller;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads who asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallerProperties.class)
public class CallerConfiguration {

    @Bean
    CallerReader callerReader(CallerProperties properties) {
        return new CallerReader(Optional.ofNullable(properties.defaultTenant()));
    }
}
