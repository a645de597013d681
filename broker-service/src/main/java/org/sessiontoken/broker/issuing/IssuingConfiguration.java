package org.sessiontoken.broker.issuing;

import org.sessiontoken.broker.keys.KeyFiles;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that issue tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuingProperties.class)
public class IssuingConfiguration {

    @Bean
    TokenIssuer tokenIssuer(IssuingProperties properties, KeyFiles keyFiles) {
        return new TokenIssuer(
                keyFiles.read("ags.broker.issuing.keys", properties.keys()).get(0));
    }
}
