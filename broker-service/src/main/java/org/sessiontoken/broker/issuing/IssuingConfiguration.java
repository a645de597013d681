package org.sessiontoken.broker.issuing;

import java.time.Clock;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.files.FollowedFiles;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that issue tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuingProperties.class)
public class IssuingConfiguration {

    private static final String KEYS = "ags.broker.issuing.keys";

    @Bean
    FollowedFiles<IssuingKeys> issuingKeys(
            IssuingProperties properties,
            KeyFiles keyFiles,
            FollowedKeys followed,
            RequestLifetime lifetime,
            Clock clock) {
        FollowedFiles<IssuingKeys> keys = followed.follow(
                "issuing-keys",
                KeyFiles.files(properties.keys()),
                () -> KeyFiles.naming(KEYS, () -> IssuingKeys.of(keyFiles.entries(KEYS, properties.keys()))));
        return keys.onTaken(new LateChanges(keys.current(), lifetime, clock));
    }

    @Bean
    DerivedKeys derivedKeys(FollowedFiles<IssuingKeys> keys, Clock clock) {
        return new DerivedKeys(keys::current, clock);
    }

    @Bean
    TokenIssuer tokenIssuer(FollowedFiles<IssuingKeys> keys) {
        return new TokenIssuer(keys::current);
    }
}
