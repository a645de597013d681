package org.sessiontoken.broker.keys;

import org.sessiontoken.broker.lifecycle.Development;
import org.sessiontoken.keys.DevelopmentKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that read keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Development.class)
public class KeyConfiguration {

    @Bean
    KeyFiles keyFiles(Development properties) {
        return new KeyFiles(properties.development() ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED);
    }
}
