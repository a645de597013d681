package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.sessiontoken.answering.offsets.OffsetTracker.Position;

class HandoverTest {

    private static final TopicPartition P0 = new TopicPartition("requests", 0);

    private final EarlierRecords earlier = new EarlierRecords();

    @Test
    void tellsWhatIsWorkedOnAndWhatIsFresh() {
        assertThat(Handover.notes(Map.of(P0, new Position(6, 9, List.of(6L, 8L))), earlier))
                .isEqualTo(Map.of(P0, new OffsetAndMetadata(6, "fresh:3 working:0,2")));
    }

    @Test
    void doesNotTellThatIsFreshWhatOthersMayHaveBegunAndWasNotReceivedYet() {
        earlier.assigned(Map.of(P0, 100L));

        assertThat(Handover.notes(Map.of(P0, new Position(6, 6, List.of())), earlier))
                .isEqualTo(Map.of(P0, new OffsetAndMetadata(6, "fresh:94")));
    }
}
