package org.sessiontoken.console.index;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka said of the partitions when it was last asked.
 *
 * @param asked when it was asked: whatever was written before lies before the ends
 * @param ends the offset that each partition's next record will get
 * @param begins the offset of the first record that each partition still has
 * @param oldest the time of the oldest record of all, if there is one
 */
public record LogEnds(
        Instant asked,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, Long> begins,
        @Nullable Instant oldest) {

    /** Copies the maps. */
    public LogEnds {
        ends = Map.copyOf(ends);
        begins = Map.copyOf(begins);
    }
}
