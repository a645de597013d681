package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EarlierRecordsTest {

    private static final TopicPartition P0 = new TopicPartition("requests", 0);
    private static final TopicPartition P1 = new TopicPartition("requests", 1);

    private final EarlierRecords earlier = new EarlierRecords();

    @Test
    void areThoseBeforeTheEndThatThePartitionHadWhenItWasAssigned() {
        earlier.assigned(Map.of(P0, 100L, P1, 7L));

        assertThat(earlier.contain(P0, 98)).isTrue();
        assertThat(earlier.contain(P0, 99)).isTrue();
        assertThat(earlier.contain(P0, 100)).isFalse();
        assertThat(earlier.contain(P1, 6)).isTrue();
    }

    @Test
    void areNoneOfAPartitionThatWasNotAssignedOrWasRevoked() {
        earlier.assigned(Map.of(P0, 100L, P1, 100L));
        earlier.revoked(List.of(P0));

        assertThat(earlier.contain(P0, 1)).isFalse();
        assertThat(earlier.contain(new TopicPartition("requests", 2), 1)).isFalse();
        assertThat(earlier.contain(P1, 1)).isTrue();
    }

    @Test
    void areInWorkElsewhereWhereTheInstanceBeforeHasSaidSoUntilThePartitionIsRevoked() {
        earlier.assigned(P0, new HandoverNote(100, Set.of(97L)));
        earlier.assigned(Map.of(P1, 100L));

        assertThat(earlier.areInWorkElsewhere(P0, 97)).isTrue();
        assertThat(earlier.areInWorkElsewhere(P0, 98)).isFalse();
        assertThat(earlier.areInWorkElsewhere(P1, 97)).isFalse();

        earlier.revoked(List.of(P0));
        assertThat(earlier.areInWorkElsewhere(P0, 97)).isFalse();
    }

    @Test
    void endWhereTheInstanceBeforeHasSaidThatNobodyHasBegunMore() {
        earlier.assigned(P0, new HandoverNote(100, Set.of()));

        assertThat(earlier.end(P0)).isEqualTo(100);
        assertThat(earlier.contain(P0, 99)).isTrue();
        assertThat(earlier.contain(P0, 100)).isFalse();
        assertThat(earlier.end(P0)).isZero();
    }

    @Test
    void areThoseOfTheLastAssignment() {
        earlier.assigned(Map.of(P0, 100L));
        assertThat(earlier.contain(P0, 150)).isFalse();
        earlier.revoked(List.of(P0));

        earlier.assigned(Map.of(P0, 200L));

        assertThat(earlier.contain(P0, 150)).isTrue();
    }
}
