package org.sessiontoken.console.index;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where reading begins, so that what the index claims to have is right from the first record on. */
public final class StartPositions {

    private StartPositions() {}

    /**
     * The positions of partitions of which nothing was read yet.
     *
     * @param since what is older is not read
     */
    public static Map<TopicPartition, Position> of(
            Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, LogEnds ends, Instant since) {
        Map<TopicPartition, @Nullable OffsetAndTimestamp> firsts = new HashMap<>(consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, at -> since.toEpochMilli()))));
        Map<TopicPartition, Position> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = firsts.get(partition);
            long begin = ends.begins().getOrDefault(partition, 0L);
            long end = ends.ends().getOrDefault(partition, 0L);
            positions.put(partition, position(first, begin, end, ends.asked(), since));
        }
        return positions;
    }

    private static Position position(
            @Nullable OffsetAndTimestamp first, long begin, long end, Instant asked, Instant since) {
        if (first == null) {
            return Position.beginning(end, begin == end ? deletedBefore(begin, asked) : since.toEpochMilli());
        }
        if (first.offset() > begin) {
            return Position.beginning(first.offset(), since.toEpochMilli());
        }
        return Position.beginning(begin, begin == 0 ? 0 : Long.MAX_VALUE);
    }

    /** When what an empty partition has had may have been written, at the latest. */
    private static long deletedBefore(long begin, Instant asked) {
        return begin == 0 ? 0 : asked.toEpochMilli();
    }

    /** A position whose next record Kafka has deleted. */
    public static Position overtaken(Position position, long begin, long end, Instant asked) {
        return position.overtaken(begin, begin == end ? asked.toEpochMilli() : Long.MAX_VALUE);
    }
}
