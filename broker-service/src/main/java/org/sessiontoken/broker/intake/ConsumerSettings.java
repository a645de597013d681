package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/** How the broker's consumers are configured. */
final class ConsumerSettings {

    private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_METADATA_AGE = Duration.ofSeconds(2);

    private static final int HEARTBEATS = 3;

    private ConsumerSettings() {}

    /** The properties of a consumer, on top of those that say where Kafka is. */
    static Map<String, Object> on(Map<String, Object> connection, IntakeProperties intake) {
        Map<String, Object> properties = SocketBuffers.withSystemDefaults(connection);
        properties.putAll(SkippingReader.SETTINGS);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, intake.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A request that is older than the group's first member is still answered, or refused as expired.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        int sessionMs = Math.toIntExact(intake.sessionTimeout().toMillis());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMs);
        properties.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(heartbeatInterval(intake).toMillis()));
        // Requests on partitions that were added wait until the consumers know of them.
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, MAX_METADATA_AGE.toMillis());
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
        return properties;
    }

    /** How often a consumer says that it is alive. */
    static Duration heartbeatInterval(IntakeProperties intake) {
        return intake.sessionTimeout().dividedBy(HEARTBEATS);
    }
}
