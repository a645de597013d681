package org.sessiontoken.broker.keys;

import org.sessiontoken.keys.DevelopmentKeys;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that read keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyConfiguration.Development.class)
public class KeyConfiguration {

    @Bean
    KeyFiles keyFiles(Development properties) {
        return new KeyFiles(properties.development() ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED);
    }

    /**
     * Whether the broker runs for development.
     *
     * @param development Whether keys made for development are accepted; must be false where tokens protect anything.
     */
    @ConfigurationProperties("ags")
    record Development(@DefaultValue("false") boolean development) {}
}
