package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Sends all requests of the same time slice to the same partition, and those of the next slice to another one. Under load
 * batches are few and large. Otherwise single requests are spread over the partitions, and so over the broker instances.
 *
 * <p>Kafka's own partitioner without keys keeps a partition for {@code batch.size} bytes, however long that takes: with a
 * few requests per second one instance would get all of them for a while.
 */
public final class TimeSlicePartitioner implements Partitioner {

    private static final long SLICE_NANOS = Duration.ofMillis(2).toNanos();

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        return partition(System.nanoTime(), topic, cluster);
    }

    static int partition(long nanos, String topic, Cluster cluster) {
        List<PartitionInfo> partitions = cluster.availablePartitionsForTopic(topic);
        if (partitions.isEmpty()) {
            partitions = cluster.partitionsForTopic(topic);
        }
        // Multiplied by a large odd number, so that requests at a constant rate are not sent to the same partitions
        // each time.
        long mixed = nanos / SLICE_NANOS * 0x9E3779B97F4A7C15L;
        return partitions
                .get((int) Math.floorMod(mixed >>> 32, (long) partitions.size()))
                .partition();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // The partitioner has no configuration.
    }

    @Override
    public void close() {
        // The partitioner has nothing to release.
    }
}
