package org.sessiontoken.broker.answered;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/** How the consumer is configured that reads outcomes. */
final class TailSettings {

    private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(1);

    /** A fetch that waits for records of one partition keeps those of another waiting. */
    private static final Duration MAX_FETCH_WAIT = Duration.ofMillis(10);

    private static final Duration MAX_METADATA_AGE = Duration.ofSeconds(2);

    private TailSettings() {}

    /** The properties of a consumer, on top of those that say where Kafka is. */
    static Map<String, Object> on(Map<String, Object> connection) {
        Map<String, Object> properties =
                GrouplessConsumers.settings(SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection)));
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(MAX_FETCH_WAIT.toMillis()));
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, MAX_METADATA_AGE.toMillis());
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
        return properties;
    }
}
