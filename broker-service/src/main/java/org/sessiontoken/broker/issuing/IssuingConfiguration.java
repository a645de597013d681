package org.sessiontoken.broker.issuing;

import org.sessiontoken.broker.keys.KeyFiles;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.keys.NamedKey;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that issue tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuingProperties.class)
public class IssuingConfiguration {

    private static final String KEYS = "ags.broker.issuing.keys";

    @Bean
    DerivedKeys derivedKeys(IssuingProperties properties, KeyFiles keyFiles) {
        return new DerivedKeys(keyFiles.read(KEYS, properties.keys()).get(0));
    }

    @Bean
    TokenIssuer tokenIssuer(IssuingProperties properties, KeyFiles keyFiles) {
        NamedKey key = keyFiles.read(KEYS, properties.keys()).get(0);
        try {
            return new TokenIssuer(key);
        } catch (IllegalArgumentException unfit) {
            throw new InvalidConfigurationException(KEYS + ": " + unfit.getMessage());
        }
    }
}
