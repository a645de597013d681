package org.sessiontoken.console.deadletter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.console.deadletter.DeadLetterProperties.Development;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists and opens dead letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeadLetterProperties.class, Development.class})
public class DeadLetterConfiguration {

    private static final RequestorName OPERATOR = new RequestorName("operator");

    @Bean
    RecentLetters deadLetters() {
        return new RecentLetters();
    }

    @Bean
    DeadLetterController deadLetterController(
            RecentLetters letters, EventReader reader, DeadLetterProperties properties, Development development) {
        Optional<Envelope> envelope = Optional.ofNullable(properties.keys())
                .map(file -> new Envelope(KeyRing.of(Map.of(OPERATOR, keys(file, development.development())))));
        return new DeadLetterController(letters, new DeadLetterOpener(reader, envelope));
    }

    private static List<NamedKey> keys(Path file, boolean development) {
        try {
            return KeySetFile.read(file, development ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigurationException("ags.console.dead-letters.keys: " + unusable.getMessage());
        }
    }
}
