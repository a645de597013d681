package org.sessiontoken.broker.reply;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/** How the broker's producer is configured. */
final class ProducerSettings {

    private static final Duration MAX_BLOCK = Duration.ofSeconds(1);
    private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(1);

    private ProducerSettings() {}

    /** The properties of the producer, on top of those that say where Kafka is. */
    static Map<String, Object> on(Map<String, Object> connection) {
        Map<String, Object> properties = SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection));
        properties.putAll(DurableWrites.SETTINGS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // A sender waits only until a topic is known, and for room in the buffer when Kafka is slow: this slows intake
        // down.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
        return properties;
    }
}
