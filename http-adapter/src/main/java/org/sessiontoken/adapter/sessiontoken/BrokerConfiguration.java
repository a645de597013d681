package org.sessiontoken.adapter.sessiontoken;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.adapter.connection.KafkaConnection;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes session tokens from the broker, over Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DevelopmentProperties.class)
public class BrokerConfiguration {

    private static final String SEALING_KEYS = "ags.adapter.sealing-keys";

    /** Closed with the context, which is after the web server has answered what was in flight. */
    @Bean(destroyMethod = "close")
    SessionTokenClient sessionTokenClient(
            SessionTokenProperties properties, DevelopmentProperties development, KafkaConnection kafka, Clock clock) {
        ClientSettings settings = new ClientSettings(
                properties.requestor(),
                sealingKeys(properties, development.development() ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED),
                kafka.properties(),
                properties.deadline(),
                properties.maxInFlight(),
                Optional.ofNullable(properties.replyPartition()),
                properties.brokerGroup());
        return SessionTokenClient.start(settings, clock);
    }

    private static List<NamedKey> sealingKeys(SessionTokenProperties properties, DevelopmentKeys development) {
        Path file = properties.sealingKeys();
        if (file == null) {
            throw new InvalidConfigurationPropertyValueException(
                    SEALING_KEYS,
                    null,
                    "It must be the path of the JWK Set file with the keys shared with the broker.");
        }
        try {
            List<NamedKey> keys = KeySetFile.read(file, development);
            KeyRing.of(Map.of(properties.requestor(), keys));
            return keys;
        } catch (IllegalArgumentException unfit) {
            throw new InvalidConfigurationPropertyValueException(SEALING_KEYS, file, unfit.getMessage());
        }
    }

    @Bean
    TokenSource tokenSource(SessionTokenClient client) {
        return client::request;
    }

    @Bean
    MeterBinder requestsInFlight(SessionTokenClient client) {
        return meters -> Gauge.builder("ags.adapter.in.flight", client, SessionTokenClient::inFlight)
                .description("Requests for a session token that wait for their reply")
                .register(meters);
    }

    @Bean
    HealthIndicator brokerHealthIndicator(SessionTokenClient client) {
        return new BrokerHealth(client::availability);
    }
}
