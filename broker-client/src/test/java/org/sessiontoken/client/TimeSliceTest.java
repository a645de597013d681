package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeSliceTest {

    private static final int PARTITIONS = 12;

    @Test
    void whatIsSentInTheSameMomentGoesToOnePartition() {
        long start = Duration.ofSeconds(5).toNanos();

        Set<Integer> partitions = LongStream.range(0, 200)
                .mapToObj(i -> TimeSlice.index(start + i * 10_000, PARTITIONS))
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
        assertThat(TimeSlice.index(-Duration.ofHours(1).toNanos(), PARTITIONS)).isBetween(0, PARTITIONS - 1);
    }

    private static Map<Integer, Long> spread(Duration pace, int requests) {
        return LongStream.range(0, requests)
                .mapToObj(i -> TimeSlice.index(i * pace.toNanos(), PARTITIONS))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
