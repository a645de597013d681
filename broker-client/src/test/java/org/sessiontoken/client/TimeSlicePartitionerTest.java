package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeSlicePartitionerTest {

    private static final String TOPIC = "requests";
    private static final int PARTITIONS = 12;
    private static final Node NODE = new Node(1, "kafka", 9092);

    @Test
    void whatIsSentInTheSameMomentGoesToOnePartition() {
        long start = Duration.ofSeconds(5).toNanos();

        Set<Integer> partitions = LongStream.range(0, 200)
                .mapToObj(i -> partition(start + i * 10_000, cluster(NODE)))
                .collect(Collectors.toSet());

        assertThat(partitions).hasSize(1);
    }

    @Test
    void momentsSpreadEvenlyOverPartitions() {
        assertThat(spread(Duration.ofMillis(2), 12_000))
                .hasSize(PARTITIONS)
                .allSatisfy((partition, count) -> assertThat(count).isBetween(900L, 1_100L));
    }

    @Test
    void requestsAtAnEvenPaceMeetAllPartitions() {
        for (int millis : new int[] {24, 48, 100, 1_000}) {
            assertThat(spread(Duration.ofMillis(millis), 12_000))
                    .as("one every %d ms", millis)
                    .hasSize(PARTITIONS)
                    .allSatisfy((partition, count) -> assertThat(count).isBetween(800L, 1_200L));
        }
    }

    @Test
    void aClockBelowZeroIsAsGoodAsAny() {
        assertThat(partition(-Duration.ofHours(1).toNanos(), cluster(NODE))).isBetween(0, PARTITIONS - 1);
    }

    @Test
    void partitionsWithoutALeaderAreLeftOut() {
        Cluster halfGone = new Cluster(
                "cluster",
                List.of(NODE),
                IntStream.range(0, PARTITIONS)
                        .mapToObj(i -> info(i, i % 2 == 0 ? NODE : null))
                        .toList(),
                Set.of(),
                Set.of());

        assertThat(spread(Duration.ofMillis(2), 1_000, halfGone).keySet())
                .isNotEmpty()
                .allMatch(partition -> partition % 2 == 0);
    }

    @Test
    void withNoLeaderAtAllItWaitsLikeAnyOtherOnSomePartition() {
        assertThat(partition(0, cluster(null))).isBetween(0, PARTITIONS - 1);
    }

    private static Map<Integer, Long> spread(Duration pace, int requests) {
        return spread(pace, requests, cluster(NODE));
    }

    private static Map<Integer, Long> spread(Duration pace, int requests, Cluster cluster) {
        return LongStream.range(0, requests)
                .mapToObj(i -> partition(i * pace.toNanos(), cluster))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static int partition(long nanos, Cluster cluster) {
        return TimeSlicePartitioner.partition(nanos, TOPIC, cluster);
    }

    private static Cluster cluster(@Nullable Node leader) {
        return new Cluster(
                "cluster",
                List.of(NODE),
                IntStream.range(0, PARTITIONS).mapToObj(i -> info(i, leader)).toList(),
                Set.of(),
                Set.of());
    }

    private static PartitionInfo info(int partition, @Nullable Node leader) {
        return new PartitionInfo(TOPIC, partition, leader, new Node[] {NODE}, new Node[] {NODE});
    }
}
