package org.sessiontoken.console.event;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads single events. */
@Configuration(proxyBeanMethods = false)
public class EventConfiguration {

    /** Somebody waits for it; Kafka sends a record within milliseconds. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    @Bean(destroyMethod = "close")
    EventReader eventReader(ConsumerFactory<?, ?> connection) {
        return EventReader.of(connection.getConfigurationProperties(), "audit-console-events", MAX_WAIT);
    }
}
