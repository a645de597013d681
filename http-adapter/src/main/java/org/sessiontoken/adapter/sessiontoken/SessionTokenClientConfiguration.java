package org.sessiontoken.adapter.sessiontoken;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.background.BackgroundTaskLifecycle;
import org.sessiontoken.adapter.background.TaskProvider;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.files.FollowedFilesMetrics;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.SealingKeyFile;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.tracing.RequestTracing;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Gets session tokens from the broker over Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DevelopmentProperties.class)
public class SessionTokenClientConfiguration {

    private static final String SEALING_KEYS = "ags.adapter.sealing-keys";

    /** The client is closed with the context, after the web server has answered the requests in flight. */
    @Bean(destroyMethod = "close")
    SessionTokenClient sessionTokenClient(
            SessionTokenProperties properties,
            SignOnProperties signOn,
            FollowedFiles<List<NamedKey>> sealingKeys,
            KafkaAdmin kafka,
            RequestTracing tracing,
            Clock clock) {
        ClientSettings settings = new ClientSettings(
                properties.requestor(),
                sealingKeys.current(),
                kafka.getConfigurationProperties(),
                properties.deadline(),
                properties.maxInFlight(),
                Optional.ofNullable(properties.replyPartition()),
                properties.brokerGroup(),
                properties.hedgeAfter(),
                signOn.enabled());
        return SessionTokenClient.start(settings, clock, tracing.registry());
    }

    @Bean
    FollowedFiles<List<NamedKey>> sealingKeys(SessionTokenProperties properties, DevelopmentProperties development) {
        Path file = properties.sealingKeys();
        if (file == null) {
            throw new InvalidConfigurationPropertyValueException(
                    SEALING_KEYS,
                    null,
                    "It must be the path of the JWK Set file with the keys shared with the broker.");
        }
        DevelopmentKeys allowed = development.development() ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED;
        try {
            return new FollowedFiles<>(
                    "sealing-keys", List.of(file), () -> SealingKeyFile.read(file, properties.requestor(), allowed));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigurationPropertyValueException(SEALING_KEYS, file, unusable.getMessage());
        }
    }

    /** A client that has begun with the earlier keys gets those that are taken while it runs. */
    @Bean
    BackgroundTaskLifecycle keyReload(FollowedFiles<List<NamedKey>> sealingKeys, SessionTokenClient client) {
        sealingKeys.onTaken(client::replaceKeys);
        return new BackgroundTaskLifecycle("key-reload", () -> sealingKeys);
    }

    @Bean
    FollowedFilesMetrics sealingKeyMetrics(FollowedFiles<List<NamedKey>> sealingKeys) {
        return new FollowedFilesMetrics(sealingKeys);
    }

    @Bean
    TokenSource tokenSource(SessionTokenClient client) {
        return new TokenSource() {
            @Override
            public CompletionStage<SessionTokenReply> request(SessionTokenRequest request) {
                return client.request(request);
            }

            @Override
            public Optional<SessionTokenReply> refusal() {
                return client.refusal();
            }
        };
    }

    @Bean
    TaskProvider sessionTokenClientTasks(SessionTokenClient client) {
        return client::backgroundTasks;
    }

    @Bean
    MeterBinder requestsInFlight(SessionTokenClient client) {
        return meters -> Gauge.builder(Metric.ADAPTER_IN_FLIGHT.meterName(), client, SessionTokenClient::inFlight)
                .description(Metric.ADAPTER_IN_FLIGHT.description())
                .register(meters);
    }

    @Bean
    MeterBinder repeatedRequests(SessionTokenClient client) {
        return meters -> FunctionCounter.builder(
                        Metric.ADAPTER_REPEATED.meterName(), client, SessionTokenClient::repeatedRequests)
                .description(Metric.ADAPTER_REPEATED.description())
                .register(meters);
    }

    @Bean
    MeterBinder silentInstances(SessionTokenClient client) {
        return meters -> Gauge.builder(
                        Metric.ADAPTER_SILENT_INSTANCES.meterName(), client, SessionTokenClient::silentInstances)
                .description(Metric.ADAPTER_SILENT_INSTANCES.description())
                .register(meters);
    }

    @Bean
    HealthIndicator brokerHealthIndicator(SessionTokenClient client) {
        return new BrokerHealth(client::availability);
    }
}
