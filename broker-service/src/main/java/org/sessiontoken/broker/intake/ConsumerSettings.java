package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.sessiontoken.answering.lifecycle.InstanceId;
import org.sessiontoken.event.ConsumerClientId;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/** How the broker's consumers are configured. */
final class ConsumerSettings {

    private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_METADATA_AGE = Duration.ofSeconds(2);

    /** Consumers learn of a rebalance with their next heartbeat, and until then nobody reads the partitions of one that left. */
    static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(100);

    private ConsumerSettings() {}

    /**
     * The properties of a consumer, on top of those that say where Kafka is.
     *
     * @param number the number of the consumer within this process
     */
    static Map<String, Object> on(
            Map<String, Object> connection, IntakeProperties intake, InstanceId instance, int number) {
        Map<String, Object> properties = SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection));
        properties.putAll(SkippingReader.SETTINGS);
        // Requestors see by it which consumers fall silent together.
        properties.put(
                ConsumerConfig.CLIENT_ID_CONFIG, ConsumerClientId.of(instance.name(), instance.process(), number));
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
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT_INTERVAL.toMillis());
        // Requests on partitions that were added wait until the consumers know of them.
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, MAX_METADATA_AGE.toMillis());
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
        return properties;
    }

    /** The properties of the consumer that reads record by record, where another one cannot decode something. */
    static Map<String, Object> ofSingleRecords(Map<String, Object> member) {
        Map<String, Object> properties = new HashMap<>(SkippingReader.singleRecordSettings(member));
        // Kafka registers each client's metrics under its ID.
        properties.put(
                ConsumerConfig.CLIENT_ID_CONFIG, member.get(ConsumerConfig.CLIENT_ID_CONFIG) + ".single-records");
        return properties;
    }
}
