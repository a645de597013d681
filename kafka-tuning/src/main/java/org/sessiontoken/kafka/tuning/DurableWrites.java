package org.sessiontoken.kafka.tuning;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How events are written, whoever writes them. */
public final class DurableWrites {

    /**
     * A Kafka request takes one batch for each partition, and the replies to an adapter are all on one: what gathers must fit,
     * or it goes out bit by bit. By default it is 16 KiB, a dozen events.
     */
    private static final int BATCH_BYTES = 128 * 1024;

    /**
     * Producer properties: each event is on all replicas that are in sync, once and in order, before it counts as written; and
     * none waits for others. With nothing in flight an event is sent at once; while a request is, those behind it gather into
     * the next batch. Where topics are is not forgotten, however seldom one is written to.
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
