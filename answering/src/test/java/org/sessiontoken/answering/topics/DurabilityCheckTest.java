package org.sessiontoken.answering.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sessiontoken.kafka.topics.TopicSettings;

class DurabilityCheckTest {

    private static final String TOPIC = "a-topic";
    private static final NeededTopics TOPICS = new NeededTopics(
            "program",
            "ags.program.copies",
            List.of(new NeededTopic(new NewTopic(TOPIC, 1, (short) 3), List.of(Requirement.compacted()), Set.of())));

    private final List<String> refusals = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>(Map.of("min.insync.replicas", "2"));
    private List<Integer> replicas = List.of(1, 2, 3);
    private @Nullable RuntimeException failure;
    private int reads;
    private long nanos;

    private final StoredTopics kafka = new StoredTopics() {
        @Override
        public List<Integer> nodes() {
            return List.of(1, 2, 3);
        }

        @Override
        public Map<String, TopicSettings> settings(Collection<String> topics) throws ExecutionException {
            reads++;
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            Map<String, TopicSettings> found = new HashMap<>();
            topics.forEach(topic -> found.put(topic, new TopicSettings(List.of(replicas), settings)));
            return found;
        }
    };

    private DurabilityCheck check(boolean development) {
        return new DurabilityCheck(
                TOPICS,
                new TopicRequirements(TOPICS, new MendingCommands("program", "kafka:9092")),
                development,
                refusals::add,
                () -> nanos);
    }

    private boolean accepts(DurabilityCheck check) throws Exception {
        return check.accepts(kafka, List.of(TOPIC), List.of());
    }

    @Test
    void refusesATopicThatMayLoseEventsAndTakesItOnceItIsMended() throws Exception {
        DurabilityCheck check = check(false);
        settings.put("min.insync.replicas", "1");

        assertThatThrownBy(() -> accepts(check)).isInstanceOf(PolicyViolationException.class);

        assertThat(refusals)
                .singleElement()
                .asString()
                .contains(TOPIC, "min.insync.replicas=1", "must have 2", "kafka-configs.sh");
        settings.put("min.insync.replicas", "2");
        assertThat(accepts(check)).isTrue();
        assertThat(check.unsafeSettings()).isZero();
    }

    @Test
    void remembersHowManyReplicasMustBeInSync() throws Exception {
        DurabilityCheck check = check(false);
        assertThat(check.minInSyncReplicas(TOPIC)).isEmpty();

        accepts(check);

        assertThat(check.minInSyncReplicas(TOPIC)).hasValue(2);
        assertThat(check.minInSyncReplicas("another-topic")).isEmpty();
    }

    @Test
    void acceptsItWithAWarningInDevelopment() throws Exception {
        DurabilityCheck check = check(true);
        replicas = List.of(1);
        settings.put("min.insync.replicas", "1");

        assertThat(accepts(check)).isTrue();

        assertThat(refusals).isEmpty();
        assertThat(check.unsafeSettings()).isEqualTo(2);
    }

    /** Nothing is created in a cluster that the broker then refuses. */
    @Test
    void refusesTopicsBeforeTheyAreCreatedWithTooFewReplicas() {
        NewTopic planned = new NewTopic("another-topic", 1, (short) 1);

        assertThatThrownBy(() -> check(false).accepts(kafka, List.of(TOPIC), List.of(planned)))
                .isInstanceOf(PolicyViolationException.class);

        assertThat(refusals)
                .singleElement()
                .asString()
                .contains(
                        "The program does not start",
                        "another-topic has replicas=1",
                        "set ags.program.copies to 3, since the program has to create the topic");
    }

    @Test
    void looksAgainEachMinuteAndStopsNothingThen() throws Exception {
        DurabilityCheck check = check(false);
        assertThat(accepts(check)).isTrue();
        settings.put("unclean.leader.election.enable", "true");
        nanos += DurabilityCheck.INTERVAL.toNanos() - 1;
        assertThat(accepts(check)).isTrue();
        assertThat(reads).isEqualTo(1);

        nanos++;

        assertThat(accepts(check)).isTrue();
        assertThat(reads).isEqualTo(2);
        assertThat(check.unsafeSettings()).isEqualTo(1);
        assertThat(refusals).isEmpty();
    }

    @Test
    void waitsForATopicThatWasJustCreated() throws Exception {
        DurabilityCheck check = check(false);
        failure = new UnknownTopicOrPartitionException("not here yet");

        assertThat(accepts(check)).isFalse();

        failure = null;
        assertThat(accepts(check)).isTrue();
    }

    @Test
    void acceptsNothingThatItCannotReadAndMindsNoFailureLater() throws Exception {
        DurabilityCheck check = check(false);
        failure = new TimeoutException("no answer");
        assertThatThrownBy(() -> accepts(check)).isInstanceOf(ExecutionException.class);
        failure = null;
        assertThat(accepts(check)).isTrue();
        failure = new TimeoutException("no answer");
        nanos += DurabilityCheck.INTERVAL.toNanos();

        assertThat(accepts(check)).isTrue();
    }
}
