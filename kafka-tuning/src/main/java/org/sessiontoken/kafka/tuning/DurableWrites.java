package org.sessiontoken.kafka.tuning;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Producer settings with which all programs write their events. */
public final class DurableWrites {

    /**
     * A request to Kafka contains one batch for each partition, and all replies to an adapter are on one partition. The
     * events that gather meanwhile must fit into the batch, or several requests are needed. Kafka's default of 16 KiB is
     * enough for a dozen events.
     */
    private static final int BATCH_BYTES = 128 * 1024;

    /**
     * An event counts as written once it is on all replicas that are in sync, once and in order. No event waits for others:
     * it is sent at once if no request is in flight, and otherwise gathers with others into the next batch. The producer
     * never forgets the metadata of a topic, however seldom it writes to it.
     */
    public static final Map<String, Object> SETTINGS = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.BATCH_SIZE_CONFIG,
            BATCH_BYTES,
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            Duration.ofDays(20).toMillis());

    private DurableWrites() {}
}
