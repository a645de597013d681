package org.sessiontoken.answering.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTrackerTest {

    private static final TopicPartition P0 = new TopicPartition("requests", 0);
    private static final TopicPartition P1 = new TopicPartition("requests", 1);

    private final OffsetTracker tracker = new OffsetTracker();

    @Test
    void tellsWhenAllThatWasStartedOfSomePartitionsIsDone() {
        OffsetTracker.Entry first = tracker.start(P0, 100, 1);
        OffsetTracker.Entry second = tracker.start(P0, 101, 1);
        OffsetTracker.Entry ofAnother = tracker.start(P1, 7, 1);

        second.done();
        assertThat(tracker.areDone(List.of(P0))).isFalse();
        first.done();
        assertThat(tracker.areDone(List.of(P0))).isTrue();
        assertThat(tracker.areDone(List.of(P0, P1))).isFalse();
        ofAnother.done();
        assertThat(tracker.areDone(List.of(P0, P1))).isTrue();
        assertThat(tracker.areDone(List.of(new TopicPartition("requests", 2)))).isTrue();
    }

    @Test
    void givesUpTheRecordsThatAreNotDoneWithTheirPartition() {
        OffsetTracker some = new OffsetTracker();
        OffsetTracker.Entry unfinished = some.start(P0, 100, 1);
        OffsetTracker.Entry ofAnother = some.start(new TopicPartition("other", 0), 100, 1);
        assertThat(unfinished.isGivenUp()).isFalse();

        some.forget(List.of(P0));

        assertThat(unfinished.isGivenUp()).isTrue();
        assertThat(ofAnother.isGivenUp()).isFalse();
    }

    /** All orders in which a few records can be done, which is all that can happen between them. */
    @Nested
    class InEveryOrder {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6})
        void onlyOffsetsBelowTheFirstUnfinishedRecordAreCommittable(int records) {
            for (List<Integer> order : permutations(records)) {
                OffsetTracker some = new OffsetTracker();
                List<OffsetTracker.Entry> entries = startAll(some, P0, 100, records);
                List<Integer> left = new ArrayList<>(order);
                for (int next : order) {
                    entries.get(next).done();
                    left.remove((Integer) next);

                    int firstUnfinished = left.stream().mapToInt(i -> i).min().orElse(records);
                    assertThat(position(some, P0)).isEqualTo(firstUnfinished == 0 ? -1 : 100 + firstUnfinished);
                    assertThat(some.unfinished()).isEqualTo(left.size());
                    assertThat(some.maxSpan()).isEqualTo(left.isEmpty() ? 0 : records - 1 - firstUnfinished);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        void recordsOfAnEarlierAssignmentChangeNothingAfterThePartitionCameBack(int records) {
            for (List<Integer> order : permutations(2 * records)) {
                for (int before = 0; before <= records; before++) {
                    OffsetTracker some = new OffsetTracker();
                    List<OffsetTracker.Entry> entries = startAll(some, P0, 100, records);
                    List<Integer> early = order.stream()
                            .filter(i -> i < records)
                            .limit(before)
                            .toList();
                    early.forEach(i -> entries.get(i).done());
                    some.forget(List.of(P0));
                    entries.addAll(startAll(some, P0, 100, records));

                    List<Integer> left = new ArrayList<>(order);
                    left.removeAll(early);
                    for (int next : List.copyOf(left)) {
                        entries.get(next).done();
                        left.remove((Integer) next);

                        int firstUnfinished = left.stream()
                                .mapToInt(i -> i - records)
                                .filter(i -> i >= 0)
                                .min()
                                .orElse(records);
                        assertThat(position(some, P0)).isEqualTo(firstUnfinished == 0 ? -1 : 100 + firstUnfinished);
                        assertThat(some.unfinished()).isEqualTo(left.size());
                    }
                }
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        void aCommitThatFailsAtAnyTimeLosesNoOffset(int records) {
            for (List<Integer> order : permutations(records)) {
                for (int acknowledged = 0; acknowledged < 1 << records; acknowledged++) {
                    OffsetTracker some = new OffsetTracker();
                    List<OffsetTracker.Entry> entries = startAll(some, P0, 100, records);
                    long stored = -1;
                    for (int i = 0; i < records; i++) {
                        entries.get(order.get(i)).done();
                        Map<TopicPartition, OffsetAndMetadata> committable = some.committable();
                        if ((acknowledged >> i & 1) == 1 && !committable.isEmpty()) {
                            some.acknowledged(committable);
                            stored = committable.values().iterator().next().offset();
                        }
                    }

                    assertThat(position(some, P0)).isEqualTo(stored == 100 + records ? -1 : 100 + records);
                }
            }
        }

        private static List<List<Integer>> permutations(int size) {
            List<List<Integer>> found = new ArrayList<>();
            extend(List.of(), IntStream.range(0, size).boxed().toList(), found);
            return found;
        }

        private static void extend(List<Integer> chosen, List<Integer> rest, List<List<Integer>> found) {
            if (rest.isEmpty()) {
                found.add(chosen);
            }
            for (Integer next : rest) {
                List<Integer> longer = new ArrayList<>(chosen);
                longer.add(next);
                extend(longer, rest.stream().filter(i -> !i.equals(next)).toList(), found);
            }
        }
    }

    @Test
    void nothingIsCommittableBeforeARecordWasStarted() {
        assertThat(tracker.committable()).isEmpty();
        assertThat(tracker.unfinished()).isZero();
        assertThat(tracker.maxSpan()).isZero();
    }

    @Test
    void aPositionIsCommittableUntilKafkaHasAcknowledgedIt() {
        start(P0, 7).done();
        Map<TopicPartition, OffsetAndMetadata> first = tracker.committable();

        assertThat(tracker.committable()).isEqualTo(first).containsEntry(P0, new OffsetAndMetadata(8));
        tracker.acknowledged(first);
        assertThat(tracker.committable()).isEmpty();
    }

    @Test
    void anOlderAcknowledgementLeavesANewerPositionCommittable() {
        start(P0, 7).done();
        Map<TopicPartition, OffsetAndMetadata> older = tracker.committable();
        start(P0, 8).done();
        tracker.committable();

        tracker.acknowledged(older);

        assertThat(position(tracker, P0)).isEqualTo(9);
    }

    @Test
    void theAcknowledgementOfAForgottenPartitionIsIgnored() {
        start(P0, 7).done();
        Map<TopicPartition, OffsetAndMetadata> committed = tracker.committable();
        tracker.forget(List.of(P0));

        tracker.acknowledged(committed);

        assertThat(tracker.committable()).isEmpty();
    }

    @Test
    void tellsOfAPartitionItsPositionAndWhatIsNotDone() {
        tracker.assigned(P0, 5);
        start(P0, 5).done();
        start(P0, 6);
        start(P0, 7).done();
        start(P0, 8);

        assertThat(tracker.positions(List.of(P0)))
                .isEqualTo(Map.of(P0, new OffsetTracker.Position(6, 9, List.of(6L, 8L))));
    }

    @Test
    void aPartitionOfWhichNothingIsDoneStandsWhereItWasTakenOver() {
        tracker.assigned(P0, 5);
        start(P0, 5);

        assertThat(tracker.positions(List.of(P0))).isEqualTo(Map.of(P0, new OffsetTracker.Position(5, 6, List.of(5L))));
    }

    @Test
    void aPartitionThatWasIdleIsFreshFromItsPosition() {
        tracker.assigned(P0, 5);

        assertThat(tracker.positions(List.of(P0))).isEqualTo(Map.of(P0, new OffsetTracker.Position(5, 5, List.of())));
    }

    @Test
    void aPartitionThatIsNotAssignedHasNoPosition() {
        start(P1, 0);

        assertThat(tracker.positions(List.of(P1, new TopicPartition("requests", 2))))
                .isEmpty();
    }

    @Test
    void offsetsThatAreMissingInALogAreSteppedOver() {
        OffsetTracker.Entry first = start(P0, 10);
        OffsetTracker.Entry second = start(P0, 40);
        second.done();
        assertThat(tracker.maxSpan()).isEqualTo(30);
        first.done();

        assertThat(position(tracker, P0)).isEqualTo(41);
    }

    @Test
    void partitionsAreIndependentOfEachOther() {
        start(P0, 10);
        start(P1, 20).done();

        assertThat(position(tracker, P0)).isEqualTo(-1);
        assertThat(position(tracker, P1)).isEqualTo(21);
    }

    @Test
    void aPartitionIsFoundByItsSpanWithItsFirstUnfinishedRecord() {
        start(P0, 9).done();
        start(P0, 10);
        for (int offset = 11; offset <= 15; offset++) {
            start(P0, offset).done();
        }
        start(P1, 20);

        assertThat(tracker.partitionsWithSpanOf(6)).isEmpty();
        assertThat(tracker.partitionsWithSpanOf(5)).isEqualTo(Map.of(P0, 10L));
        assertThat(tracker.maxSpan()).isEqualTo(5);
    }

    @Test
    void theMemoryOfRecordsIsCountedUntilTheyAreDoneWhereverTheirPartitionIs() {
        OffsetTracker.Entry first = tracker.start(P0, 10, 5_000);
        tracker.start(P1, 10, 300);
        assertThat(tracker.unfinishedBytes()).isEqualTo(5_300);

        tracker.forget(List.of(P0));
        assertThat(tracker.unfinishedBytes()).isEqualTo(5_300);
        first.done();

        assertThat(tracker.unfinishedBytes()).isEqualTo(300);
    }

    private OffsetTracker.Entry start(TopicPartition partition, long offset) {
        return start(tracker, partition, offset);
    }

    private static List<OffsetTracker.Entry> startAll(
            OffsetTracker tracker, TopicPartition partition, long first, int count) {
        List<OffsetTracker.Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(start(tracker, partition, first + i));
        }
        return entries;
    }

    private static OffsetTracker.Entry start(OffsetTracker tracker, TopicPartition partition, long offset) {
        return tracker.start(partition, offset, 100);
    }

    /** The position to commit, or -1. */
    private static long position(OffsetTracker tracker, TopicPartition partition) {
        OffsetAndMetadata found = new HashMap<>(tracker.committable()).get(partition);
        return found == null ? -1 : found.offset();
    }
}
