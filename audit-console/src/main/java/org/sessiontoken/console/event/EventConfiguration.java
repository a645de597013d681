package org.sessiontoken.console.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.SocketBuffers;
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
        Map<String, Object> settings = settings(connection.getConfigurationProperties());
        return new EventReader(() -> GrouplessConsumers.create(settings), MAX_WAIT);
    }

    static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(SkippingReader.singleRecordSettings(
                GrouplessConsumers.settings(SocketBuffers.withSystemDefaults(connection))));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-console-events");
        return settings;
    }
}
