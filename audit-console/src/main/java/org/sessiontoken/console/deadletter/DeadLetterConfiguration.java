package org.sessiontoken.console.deadletter;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.console.deadletter.DeadLetterProperties.Development;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.task.ConsoleTask;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.files.FollowedFilesMetrics;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists and opens dead letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeadLetterProperties.class, Development.class})
public class DeadLetterConfiguration {

    private static final String KEYS = "ags.console.dead-letters.keys";
    private static final RequestorName OPERATOR = new RequestorName("operator");

    @Bean
    RecentLetters deadLetters() {
        return new RecentLetters();
    }

    @Bean
    DeadLetterController deadLetterController(
            RecentLetters letters, EventReader reader, Optional<FollowedFiles<KeyRing>> keys, Clock clock) {
        Optional<Envelope> envelope = keys.map(followed -> new Envelope(followed::current));
        return new DeadLetterController(letters, new DeadLetterOpener(reader, envelope), clock);
    }

    @Bean
    @ConditionalOnProperty(KEYS)
    FollowedFiles<KeyRing> deadLetterKeys(DeadLetterProperties properties, Development development) {
        Path file = Objects.requireNonNull(properties.keys());
        DevelopmentKeys allowed = development.development() ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED;
        return new FollowedFiles<>("dead-letter-keys", List.of(file), () -> read(file, allowed));
    }

    private static KeyRing read(Path file, DevelopmentKeys development) {
        try {
            return KeyRing.of(Map.of(OPERATOR, KeySetFile.read(file, development)));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigurationException(KEYS + ": " + unusable.getMessage());
        }
    }

    @Bean
    @ConditionalOnProperty(KEYS)
    ConsoleTask keyReload(FollowedFiles<KeyRing> deadLetterKeys) {
        return new ConsoleTask("key-reload", () -> deadLetterKeys);
    }

    @Bean
    @ConditionalOnProperty(KEYS)
    FollowedFilesMetrics deadLetterKeyMetrics(FollowedFiles<KeyRing> deadLetterKeys) {
        return new FollowedFilesMetrics(deadLetterKeys);
    }
}
