package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverNoteTest {

    @Test
    void tellsWhatIsInWorkAndWhatNobodyHasBegun() {
        OffsetAndMetadata committed = HandoverNote.at(
                1_000_000_000_000L, 1_000_000_000_025L, List.of(1_000_000_000_000L, 1_000_000_000_017L));

        assertThat(committed).isEqualTo(new OffsetAndMetadata(1_000_000_000_000L, "fresh:25 working:0,17"));
        assertThat(HandoverNote.of(committed))
                .contains(new HandoverNote(1_000_000_000_025L, Set.of(1_000_000_000_000L, 1_000_000_000_017L)));
    }

    @Test
    void tellsThatAllIsDone() {
        OffsetAndMetadata committed = HandoverNote.at(7, 7, List.of());

        assertThat(committed).isEqualTo(new OffsetAndMetadata(7, "fresh:0"));
        assertThat(HandoverNote.of(committed)).contains(new HandoverNote(7, Set.of()));
    }

    @Test
    void namesThoseThatFitIntoWhatKafkaStores() {
        OffsetAndMetadata committed =
                HandoverNote.at(0, 10_000, LongStream.range(0, 10_000).boxed().toList());

        assertThat(committed.metadata().length()).isBetween(1_990, 2_000);
        assertThat(HandoverNote.of(committed).orElseThrow().inWork())
                .contains(0L, 1L, 400L)
                .doesNotContain(9_999L);
    }

    @Test
    void isNotThereWhereNothingWasEverCommitted() {
        assertThat(HandoverNote.of(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fresh:",
                "fresh:-1",
                "fresh:1 working:",
                "fresh:1 working:a",
                "fresh:1 working:1,,2",
                "fresh:9999999999999999999",
                "set by hand"
            })
    void isNotThereIfSomebodyElseHasWrittenTheMetadata(String metadata) {
        assertThat(HandoverNote.of(new OffsetAndMetadata(7, metadata))).isEmpty();
    }
}
