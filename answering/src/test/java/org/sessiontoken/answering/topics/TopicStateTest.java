package org.sessiontoken.answering.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.value.RequestorName;

class TopicStateTest {

    private static final String REPLIES = Topics.repliesTo(new RequestorName("billing"));

    private long nanos;
    private final TopicState state = new TopicState(() -> nanos);
    private final List<String> replaced = new ArrayList<>();

    private static ObservedTopic topic(int partitions) {
        return new ObservedTopic(Uuid.randomUuid(), partitions, Set.of(), Set.of(), 2);
    }

    private void seen(ObservedTopic replies) {
        state.asking();
        state.seen(Map.of(REPLIES, replies), true);
    }

    @Test
    void isCompleteForAFewSecondsAfterEachLook() {
        assertThat(state.isComplete()).isFalse();
        seen(topic(4));
        nanos += TopicState.MAX_AGE.toNanos();
        assertThat(state.isComplete()).isTrue();

        nanos++;

        assertThat(state.isComplete()).isFalse();
        seen(topic(4));
        assertThat(state.isComplete()).isTrue();
    }

    @Test
    void knowsTheReplicasInSyncForAFewSecondsAfterEachLook() {
        assertThat(state.minInSync(REPLIES)).isEmpty();
        seen(topic(4));
        assertThat(state.minInSync(REPLIES)).hasValue(2);

        nanos += TopicState.MAX_AGE.toNanos() + 1;

        assertThat(state.minInSync(REPLIES)).isEmpty();
    }

    @Test
    void isIncompleteWhileATopicIsMissingOrARightIsLacking() {
        seen(topic(4));

        state.seen(Map.of(), false);

        assertThat(state.isComplete()).isFalse();
        assertThat(state.exists(REPLIES)).isFalse();
    }

    @Test
    void answersForATopicThatIsMissingWhenItIsThereAgain() {
        seen(topic(4));
        state.seen(Map.of(), false);
        CompletableFuture<Integer> asked =
                state.partitions(REPLIES, Optional.empty()).toCompletableFuture();
        state.asking();
        state.seen(Map.of(), false);
        assertThat(asked).isNotDone();

        seen(topic(3));

        assertThat(asked).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(3);
    }

    @Test
    void tellsOfATopicThatHasAnotherIdOnceForEach() {
        state.onReplaced(replaced::add);
        ObservedTopic first = topic(4);
        seen(first);
        seen(first);
        assertThat(replaced).isEmpty();

        ObservedTopic second = topic(4);
        seen(second);
        seen(second);

        assertThat(replaced).containsExactly(REPLIES);
    }

    @Test
    void knowsPartitionsAtOnceAndLooksAgainForOneThatIsNotKnown() {
        seen(topic(4));
        assertThat(state.partitions(REPLIES, Optional.of(3))).isCompletedWithValue(4);
        assertThat(state.partitions(REPLIES, Optional.empty())).isCompletedWithValue(4);
        state.asking();
        CompletableFuture<Integer> asked =
                state.partitions(REPLIES, Optional.of(4)).toCompletableFuture();

        state.seen(Map.of(REPLIES, topic(4)), true);
        assertThat(asked).as("asked after that look had begun").isNotDone();
        seen(topic(6));

        assertThat(asked).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(6);
    }
}
