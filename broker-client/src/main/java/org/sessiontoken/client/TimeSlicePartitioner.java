package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is sent in the same moment on the same partition, and each moment's on another: under load batches are few and
 * large, and otherwise requests spread over partitions, and so over broker instances, one by one.
 *
 * <p>Kafka's own partitioner without keys stays with a partition for {@code batch.size} bytes, however long that takes: at
 * a few requests a second one instance would get all of them for a while.
 */
public final class TimeSlicePartitioner implements Partitioner {

    private static final long MOMENT_NANOS = Duration.ofMillis(2).toNanos();

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
        // Mixed, so that requests which come at an even pace do not meet the same partition each time.
        long mixed = nanos / MOMENT_NANOS * 0x9E3779B97F4A7C15L;
        return partitions
                .get((int) Math.floorMod(mixed >>> 32, (long) partitions.size()))
                .partition();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to choose.
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }
}
