package org.sessiontoken.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.Optional;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.configuration.StrictConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Makes a {@link SessionTokenClient} of the settings {@code ags.client} and {@code spring.kafka}, unless the application has
 * one or sets {@code ags.client.enabled} to false. An application that needs other settings, such as those of another Kafka
 * cluster, declares a bean of type {@link ClientSettings}.
 */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ags.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SessionTokenClientProperties.class)
public final class SessionTokenClientAutoConfiguration {

    private static final String OWN_CLOCK = "sessionTokenClientClock";

    /** Refuses settings of the client that mean what nobody meant, and leaves all others to the application. */
    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor strictClientSettings(Environment environment) {
        return StrictConfiguration.bindingOf("ags.client", environment);
    }

    @Bean
    @ConditionalOnMissingBean({ClientSettings.class, SessionTokenClient.class})
    RequestorKeys sessionTokenClientKeys(SessionTokenClientProperties properties) {
        return RequestorKeys.of(properties);
    }

    @Bean
    @ConditionalOnBean(RequestorKeys.class)
    ClientSettings sessionTokenClientSettings(
            SessionTokenClientProperties properties, RequestorKeys keys, KafkaAdmin kafka) {
        return new ClientSettings(
                keys.requestor(),
                keys.file().current(),
                kafka.getConfigurationProperties(),
                properties.deadline(),
                properties.maxInFlight(),
                Optional.ofNullable(properties.replyPartition()),
                properties.brokerGroup(),
                properties.hedgeAfter());
    }

    /**
     * Closed with the context, once the web server has stopped and what uses the client is destroyed: closing waits for the
     * replies to the requests in flight. Its requests are observed in the application's registry, and so are part of its traces.
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SessionTokenClient sessionTokenClient(
            ClientSettings settings,
            ObjectProvider<RequestorKeys> keys,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<Clock> clocks,
            @Qualifier(OWN_CLOCK) Clock own) {
        SessionTokenClient client = SessionTokenClient.start(
                settings, clocks.getIfUnique(() -> own), observations.getIfUnique(() -> ObservationRegistry.NOOP));
        keys.ifAvailable(followed -> followed.follow(client));
        return client;
    }

    /** For applications that have no clock of their own. They do not get it by its type: it is nobody's but the client's. */
    @Bean(name = OWN_CLOCK, defaultCandidate = false)
    Clock sessionTokenClientClock() {
        return Clock.systemUTC();
    }
}
