package org.sessiontoken.broker.answered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sessiontoken.background.Step;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SignOnReplyCodec;

class LookupStepTest {

    private static final String TOPIC = "replies";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);

    private final List<TestConsumer> opened = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private final AtomicLong nanos = new AtomicLong();
    private final List<LookupResult> results = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private Runnable duringPoll = () -> {};
    private String type = ReplyCodec.TYPE;
    private final LookupStep step = new LookupStep(
            () -> {
                TestConsumer consumer = new TestConsumer();
                opened.add(consumer);
                return new OutcomeTail(consumer, () -> {
                    throw new AssertionError("everything can be decoded");
                });
            },
            nanos::get);

    @Test
    void opensNothingBeforeThereIsAQuestion() {
        assertThat(step.run()).isEqualTo(Step.UNTIL_WOKEN);
        assertThat(opened).isEmpty();
    }

    @Test
    void findsAnOutcomeAndTellsThatThereIsNone() {
        ask("here", Optional.of(0));
        ask("nowhere", Optional.of(0));

        runUntilRest(P0, "other", "here");

        assertThat(results).containsExactlyInAnyOrder(LookupResult.FOUND, LookupResult.NONE);
    }

    /** They are on the same topic, and a requestor may give them any ID. */
    @Test
    void takesNoReplyToASignOnForAnOutcome() {
        type = SignOnReplyCodec.TYPE;
        ask("here", Optional.of(0));

        runUntilRest(P0, "here");

        assertThat(results).containsExactly(LookupResult.NONE);
    }

    @Test
    void looksOnAllPartitionsIfNoneIsNamed() {
        ask("here", Optional.empty());

        runUntilRest(P1, "here");

        assertThat(results).containsExactly(LookupResult.FOUND);
    }

    @Test
    void looksOnAllPartitionsIfTheNamedOneIsGone() {
        ask("nowhere", Optional.of(7));

        runUntilRest(P1, "other");

        assertThat(results).containsExactly(LookupResult.NONE);
    }

    @Test
    void asksAgainAfterAFailure() {
        failure = new TimeoutException("no answer");
        ask("here", Optional.of(0));
        assertThatThrownBy(step::run).isInstanceOf(TimeoutException.class);
        step.release();
        assertThat(results).isEmpty();

        failure = null;
        runUntilRest(P0, "here");

        assertThat(results).containsExactly(LookupResult.FOUND);
        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).closed()).isTrue();
    }

    @Test
    void doesNotWaitForARightThatIsMissing() {
        failure = new TopicAuthorizationException(TOPIC);
        ask("here", Optional.of(0));

        assertThatThrownBy(step::run).isInstanceOf(TopicAuthorizationException.class);

        assertThat(results).containsExactly(LookupResult.UNKNOWN);
    }

    @Test
    void closesItsConsumerWhenNothingWasAskedForAWhile() {
        ask("here", Optional.of(0));
        Duration rest = runUntilRest(P0, "here");
        assertThat(opened.get(0).closed()).isFalse();

        nanos.addAndGet(rest.plusMillis(1).toNanos());

        assertThat(step.run()).isEqualTo(Step.UNTIL_WOKEN);
        assertThat(opened.get(0).closed()).isTrue();
    }

    @Test
    void forgetsWhatItReadOfATopicThatIsCreatedAgain() {
        ask("here", Optional.of(0));
        runUntilRest(P0, "here");

        step.beginAnew();
        ask("here", Optional.of(0));
        runUntilRest(P0, "other");

        assertThat(results).containsExactly(LookupResult.FOUND, LookupResult.NONE);
    }

    /** As after a clock was set back, when a poll goes on until the old time is reached again. */
    @Test
    void readsAnewWhatIsAskedWhileItWaits() {
        duringPoll = step::beginAnew;
        ask("here", Optional.of(0));

        runUntilRest(P0, "here");

        assertThat(results).containsExactly(LookupResult.FOUND);
        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).closed()).isTrue();
    }

    @Test
    void failsIfItIsWokenForAnotherReason() {
        duringPoll = step::cancel;
        ask("here", Optional.of(0));

        assertThatThrownBy(() -> runUntilRest(P0, "here")).isInstanceOf(WakeupException.class);
    }

    @Test
    void waitsForAnOutcomeThatIsNotThereWhileTheQuestionIsPatient() {
        ask("late", Optional.of(0), () -> true);
        outcomes.on(P0, "other");
        for (int i = 0; i < 5; i++) {
            assertThat(step.run()).isZero();
        }
        assertThat(results).isEmpty();

        opened.get(0).add("late");
        step.run();

        assertThat(results).containsExactly(LookupResult.FOUND);
    }

    @Test
    void tellsThatThereIsNoneOnceTheQuestionIsPatientNoMore() {
        AtomicBoolean patient = new AtomicBoolean(true);
        ask("nowhere", Optional.of(0), patient::get);
        outcomes.on(P0, "other");
        step.run();
        step.run();
        assertThat(results).isEmpty();

        patient.set(false);
        step.run();

        assertThat(results).containsExactly(LookupResult.NONE);
    }

    private void ask(String id, Optional<Integer> partition) {
        ask(id, partition, () -> false);
    }

    private void ask(String id, Optional<Integer> partition, BooleanSupplier patient) {
        step.ask(new Question(new OutcomePlace(TOPIC, partition, id, 100_000), patient, results::add));
    }

    /** Runs until all questions are answered; these outcomes are on the partition. */
    private Duration runUntilRest(TopicPartition partition, String... ids) {
        outcomes.on(partition, ids);
        Duration rest = step.run();
        while (rest.isZero()) {
            rest = step.run();
        }
        return rest;
    }

    /** What is on the partitions, for consumers that are opened later. */
    private static final class Outcomes {

        private TopicPartition partition = P0;
        private String[] ids = {};

        void on(TopicPartition where, String... written) {
            partition = where;
            ids = written;
        }
    }

    private final class TestConsumer extends MockConsumer<byte[], byte[]> {

        private long next;

        TestConsumer() {
            super("none");
            Node node = new Node(1, "localhost", 9092);
            updatePartitions(
                    TOPIC,
                    List.of(
                            new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node}),
                            new PartitionInfo(TOPIC, 1, node, new Node[] {node}, new Node[] {node})));
            updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
            updateEndOffsets(Map.of(P0, 0L, P1, 0L));
            updateEndOffsets(Map.of(outcomes.partition, (long) outcomes.ids.length));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Runnable during = duringPoll;
            duringPoll = () -> {};
            during.run();
            return super.poll(timeout);
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
            if (failure != null) {
                throw failure;
            }
            return super.endOffsets(partitions, timeout);
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times, Duration timeout) {
            Map<TopicPartition, OffsetAndTimestamp> first = new HashMap<>();
            times.forEach((partition, time) -> {
                if (partition.equals(outcomes.partition)) {
                    first.put(partition, new OffsetAndTimestamp(0, time));
                }
            });
            schedulePollTask(this::addAll);
            return first;
        }

        private void addAll() {
            for (String id : outcomes.ids) {
                add(id);
            }
        }

        void add(String id) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            headers.add("ce_id", id.getBytes(StandardCharsets.UTF_8));
            addRecord(new ConsumerRecord<>(
                    TOPIC,
                    outcomes.partition.partition(),
                    next,
                    100_000L + next,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    headers,
                    Optional.empty()));
            next++;
        }
    }
}
