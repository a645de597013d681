package org.sessiontoken.client;

import java.time.Duration;

/**
 * Sends all requests of the same time slice to the same partition, and those of the next slice to another one. Under load
 * batches are few and large. Otherwise single requests are spread over the partitions, and so over the broker instances.
 *
 * <p>Kafka's own partitioner without keys keeps a partition for {@code batch.size} bytes, however long that takes: with a
 * few requests per second one instance would get all of them for a while.
 */
final class TimeSlice {

    private static final long SLICE_NANOS = Duration.ofMillis(2).toNanos();

    private TimeSlice() {}

    /** Which of so many partitions has its turn. */
    static int index(long nanos, int partitions) {
        // Multiplied by a large odd number, so that requests at a constant rate are not sent to the same partitions
        // each time.
        long mixed = nanos / SLICE_NANOS * 0x9E3779B97F4A7C15L;
        return (int) Math.floorMod(mixed >>> 32, (long) partitions);
    }
}
