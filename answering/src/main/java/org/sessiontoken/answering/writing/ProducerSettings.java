package org.sessiontoken.answering.writing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/** How a service's producer is configured. */
final class ProducerSettings {

    private static final Duration MAX_BLOCK = Duration.ofSeconds(1);
    private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(1);

    /** Time to send a request again of which Kafka has said nothing, before its events are given up. */
    private static final Duration SECOND_ATTEMPT = Duration.ofSeconds(3);

    /** For the time until the producer knows the topic, for Kafka to append what it was sent last, and for clocks that differ. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private ProducerSettings() {}

    /**
     * How long after it was sent an event may still reach its topic. Later, the producer has given it up, whatever has happened.
     *
     * @param connection properties that say where Kafka is
     */
    static Duration onTheWay(Map<String, Object> connection) {
        return deliveryTimeout(Failover.withTimeouts(connection)).plus(MARGIN);
    }

    private static Duration deliveryTimeout(Map<String, Object> connection) {
        Object requestTimeout = connection.get(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(Long.parseLong(String.valueOf(requestTimeout))).plus(SECOND_ATTEMPT);
    }

    /** The properties of the producer, on top of those that say where Kafka is. */
    static Map<String, Object> on(Map<String, Object> connection) {
        Map<String, Object> properties = SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection));
        properties.putAll(DurableWrites.SETTINGS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                deliveryTimeout(properties).toMillis());
        // A sender waits only until a topic is known, and for room in the buffer when Kafka is slow: this slows intake
        // down.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
        return properties;
    }
}
