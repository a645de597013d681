package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.answering.LogLines;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.event.Topics;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class RequestConsumerTest {

    private static final TopicPartition P0 = new TopicPartition(Topics.REQUESTS, 0);
    private static final TopicPartition P1 = new TopicPartition(Topics.REQUESTS, 1);
    private static final DrainLimits DRAIN_LIMITS = new DrainLimits(Duration.ofMillis(1), Duration.ofSeconds(10));
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LogLines log = LogLines.of("org.sessiontoken");
    private final Map<String, CompletableFuture<Void>> work = new LinkedHashMap<>();
    private final Deque<TestConsumer> kafka = new ArrayDeque<>(List.of(new TestConsumer(), new TestConsumer()));
    private final List<TestConsumer> opened = new ArrayList<>();
    private final TestConsumer single = new TestConsumer();
    private final TestWork testWork = TestWork.of(this::start);
    private final UnfinishedRecords unfinished = new UnfinishedRecords();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();
    private final Standstills standstills = new Standstills(nanos::get, millis::get, Duration.ofSeconds(4));
    private @Nullable RuntimeException cannotOpen;
    private Runnable onOpening = () -> {};

    private RequestConsumer consumer = consumer(100, 100);

    @AfterEach
    void close() {
        consumer.release();
        log.close();
    }

    @Nested
    class ARecord {

        @Test
        void isStartedAtOnceWhateverIsUnfinishedBeforeIt() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 3);

            consumer.run();

            assertThat(work.keySet()).containsExactly("0:0", "0:1", "0:2");
            assertThat(consumer.unfinished()).isEqualTo(3);
        }

        @Test
        void isCommittedOnceItAndAllBeforeItAreDone() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 3);
            consumer.run();

            done("0:1", "0:2");
            runUntilNoCommitIsDue();
            assertThat(kafka.committed(P0)).isNull();
            assertThat(consumer.uncommittedSpan()).isEqualTo(2);

            done("0:0");
            await().until(() -> runUntilNoCommitIsDue().committed(P0) != null);
            assertThat(kafka.committed(P0)).isEqualTo(3);
            assertThat(consumer.uncommittedSpan()).isZero();
            assertThat(consumer.unfinished()).isZero();
        }

        @Test
        void isNeverDoneWhenItsOutcomeCouldNotBeWrittenAndTheLogNamesIt() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 41, 1);
            consumer.run();

            written("0:41").completeExceptionally(new IllegalStateException("a canary"));

            assertThat(consumer.unfinished()).isEqualTo(1);
            assertThat(log.text()).contains("partition=\"0\"", "offset=\"41\"").doesNotContain("a canary");
        }
    }

    @Nested
    class RecordsThatCannotBeDecoded {

        @Test
        void areSetAsideAndConsumingGoesOnBehindThemInTheSameSession() {
            TestConsumer kafka = assigned(P0, P1);
            kafka.setPollException(new KafkaException("Received exception when fetching the next record from " + P0));
            single.updateEndOffsets(Map.of(P0, 3L, P1, 0L));
            // Each is tried twice; the third attempt is at the next offset, and the fourth behind that.
            single.failNextPolls(3);
            single.schedulePollTask(() -> single.add(P0, 2, 1));

            consumer.run();

            assertThat(testWork.setAside).singleElement().satisfies(records -> {
                assertThat(records.partition()).isEqualTo(P0);
                assertThat(records.firstOffset()).isZero();
                assertThat(records.lastOffset()).isEqualTo(1);
            });
            kafka.add(P0, 2, 1);
            consumer.run();
            assertThat(work).containsOnlyKeys("0:2");
            assertThat(opened).hasSize(1);
            await().until(() -> Objects.equals(runUntilNoCommitIsDue().committed(P0), 2L));
        }

        @Test
        void areReadFromTheLastRecordThatWasReceivedAfterAnError() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 2);
            consumer.run();
            kafka.schedulePollTask(() -> {
                kafka.seek(P0, 7);
                throw new OutOfMemoryError();
            });
            single.updateEndOffsets(Map.of(P0, 4L));
            single.schedulePollTask(() -> single.add(P0, 2, 1));
            single.failNextPolls(2);

            consumer.run();

            assertThat(work).containsOnlyKeys("0:0", "0:1", "0:2");
            assertThat(testWork.setAside)
                    .singleElement()
                    .satisfies(records -> assertThat(records.firstOffset()).isEqualTo(3));
            assertThat(kafka.position(P0)).isEqualTo(4);
        }

        @Test
        void areNotSetAsideWhileKafkaFailsForAnotherReason() {
            TestConsumer kafka = assigned(P0);
            kafka.setPollException(new TimeoutException("no answer"));

            assertThatThrownBy(consumer::run).isInstanceOf(TimeoutException.class);

            assertThat(testWork.setAside).isEmpty();
            assertThat(single.assignment()).isEmpty();
        }
    }

    @Nested
    class APartitionIsPaused {

        @Test
        void whileNoOutcomeCanBeWritten() {
            TestConsumer kafka = assigned(P0, P1);
            testWork.writable = false;

            consumer.run();
            assertThat(kafka.paused()).containsExactlyInAnyOrder(P0, P1);

            testWork.writable = true;
            consumer.run();
            assertThat(kafka.paused()).isEmpty();
        }

        @Test
        void whileTheUnfinishedRecordsOccupyTooMuchMemory() {
            consumer = new RequestConsumer(
                    consumers(),
                    new IntakeProperties("group", 1, Duration.ofSeconds(6), 100, DataSize.ofBytes(1_000), 100, null),
                    testWork,
                    new IntakeMetrics(meters),
                    unfinished,
                    standstills,
                    DRAIN_LIMITS);
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 2);

            consumer.run();
            assertThat(kafka.paused()).containsExactly(P0);

            done("0:1");
            consumer.run();
            assertThat(kafka.paused()).isEmpty();
        }
    }

    @Nested
    class ACommit {

        @Test
        void isRepeatedAfterItFailedAlthoughNothingElseIsDone() {
            TestConsumer kafka = assigned(P0);
            kafka.commitFailure = new TimeoutException("no answer");
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");
            await().until(() -> runUntilNoCommitIsDue().failedCommits > 0);
            assertThat(kafka.committed(P0)).isNull();

            kafka.commitFailure = null;

            await().until(() -> runUntilNoCommitIsDue().committed(P0) != null);
            assertThat(kafka.committed(P0)).isEqualTo(1);
        }

        @Test
        void isNotSentAgainWhileItIsInFlightNorAfterItWasAcknowledged() {
            TestConsumer kafka = assigned(P0);
            kafka.holdCommits = true;
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");
            await().until(() -> runUntilNoCommitIsDue().commits > 0);
            runUntilNoCommitIsDue();
            runUntilNoCommitIsDue();
            assertThat(kafka.commits).isEqualTo(1);

            kafka.acknowledge();
            runUntilNoCommitIsDue();
            runUntilNoCommitIsDue();

            assertThat(kafka.commits).isEqualTo(1);
        }

        @Test
        void thatFailsForLongIsLoggedOnce() {
            TestConsumer kafka = assigned(P0);
            kafka.commitFailure = new TimeoutException("no answer");
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");

            await().until(() -> runUntilNoCommitIsDue().failedCommits > 12);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("cannot be committed"))
                    .hasSize(1);
        }
    }

    @Nested
    class Backpressured {

        @Test
        void pausesAllPartitionsWhileTooManyRecordsAreUnfinished() {
            consumer = consumer(3, 100);
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 3);
            consumer.run();
            assertThat(kafka.paused()).containsExactlyInAnyOrder(P0, P1);
            kafka.add(P1, 0, 1);
            consumer.run();
            assertThat(work).hasSize(3);

            done("0:1");
            consumer.run();

            assertThat(kafka.paused()).isEmpty();
            consumer.run();
            assertThat(work).hasSize(4);
        }

        @Test
        void pausesOnlyThePartitionWithTooLargeASpanAndNamesItOnce() {
            consumer = consumer(100, 5);
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 6);
            kafka.add(P1, 0, 5);
            consumer.run();
            done("0:1", "0:2", "0:3", "0:4", "0:5");

            consumer.run();
            consumer.run();

            assertThat(kafka.paused()).containsExactly(P0);
            assertThat(consumer.uncommittedSpan()).isEqualTo(5);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("is paused"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("partition=\"0\"", "offset=\"0\""));
        }

        @Test
        void resumesThePartitionWhenItsFirstRecordIsDone() {
            consumer = consumer(100, 5);
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 6);
            consumer.run();
            assertThat(kafka.paused()).containsExactly(P0);

            done("0:0");
            consumer.run();

            assertThat(kafka.paused()).isEmpty();
            assertThat(log.text()).contains("A partition is resumed");
        }

        @Test
        void keepsAPartitionPausedForItsSpanWhenThereIsRoomAgainForOthers() {
            consumer = consumer(8, 5);
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 6);
            kafka.add(P1, 0, 2);
            consumer.run();
            assertThat(kafka.paused()).containsExactlyInAnyOrder(P0, P1);

            done("1:0");
            consumer.run();

            assertThat(kafka.paused()).containsExactly(P0);
        }
    }

    @Nested
    class ARebalance {

        @Test
        void commitsWhatIsDoneBeforeThePartitionIsRevoked() {
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 2);
            consumer.run();
            done("0:0");

            kafka.schedulePollTask(() -> kafka.rebalance(List.of(P1)));
            consumer.run();

            assertThat(kafka.committed(P0)).isEqualTo(1);
        }

        @Test
        void saysWhatIsInWorkOnThePartitionThatIsRevoked() {
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 3);
            consumer.run();
            done("0:0", "0:1");

            kafka.schedulePollTask(() -> kafka.rebalance(List.of(P1)));
            consumer.run();

            assertThat(kafka.stored).containsEntry(P0, new OffsetAndMetadata(2, "fresh:1 working:0"));
        }

        @Test
        void commitsNothingMoreOfARevokedPartitionAndStillCountsItsWork() {
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 2);
            consumer.run();
            kafka.schedulePollTask(() -> kafka.rebalance(List.of(P1)));
            consumer.run();
            assertThat(consumer.unfinished()).isEqualTo(2);

            done("0:0", "0:1");
            runUntilNoCommitIsDue();
            runUntilNoCommitIsDue();

            assertThat(kafka.committed(P0)).isZero();
            assertThat(consumer.unfinished()).isZero();
        }

        @Test
        void endsNothingWhenItsCommitFails() {
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");
            kafka.syncCommitFailure = new TimeoutException("no answer");

            kafka.schedulePollTask(() -> kafka.rebalance(List.of(P1)));
            consumer.run();

            assertThat(consumer.isConsuming()).isTrue();
            assertThat(log.text()).contains("Offsets of partitions that are given up could not be committed");
        }

        @Test
        void commitsNothingOfPartitionsThatWereLost() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");

            kafka.schedulePollTask(() -> kafka.lose(P0));
            consumer.run();
            runUntilNoCommitIsDue();

            assertThat(kafka.committed(P0)).isNull();
        }

        /** It gets its partitions a moment after it has joined, and whoever restarts instances in turn waits until one is ready. */
        @Test
        void makesAMemberReadyWhenItHasItsPartitionsOrGotNoneForAWhile() {
            assigned();
            assertThat(consumer.isConsuming()).isFalse();

            await().until(() -> {
                consumer.run();
                return consumer.isConsuming();
            });
        }

        @Test
        void isCounted() {
            TestConsumer kafka = assigned(P0, P1);

            kafka.schedulePollTask(() -> kafka.rebalance(List.of(P1)));
            consumer.run();
            kafka.schedulePollTask(() -> kafka.lose(P1));
            consumer.run();

            assertThat(rebalances("assigned")).isEqualTo(2);
            assertThat(rebalances("revoked")).isEqualTo(1);
            assertThat(rebalances("lost")).isEqualTo(1);
        }

        private double rebalances(String change) {
            return meters.get("ags.broker.rebalances")
                    .tag("change", change)
                    .counter()
                    .count();
        }
    }

    @Nested
    class WhenItFails {

        @Test
        void opensANewConsumerAndTakesTheRecordsAgain() {
            TestConsumer first = assigned(P0);
            first.add(P0, 0, 1);
            consumer.run();
            first.setPollException(new AuthorizationException("not any more"));

            assertThatThrownBy(consumer::run).isInstanceOf(AuthorizationException.class);
            consumer.release();

            assertThat(first.closed()).isTrue();
            assertThat(consumer.isConsuming()).isFalse();
            assertThat(consumer.unfinished()).isZero();
            TestConsumer second = assigned(P0);
            second.add(P0, 0, 1);
            consumer.run();
            assertThat(opened).containsExactly(first, second);
            assertThat(work).containsOnlyKeys("0:0");
            assertThat(consumer.isConsuming()).isTrue();
        }

        @Test
        void isRetriedByItsTaskEvenAfterAnError() {
            TestConsumer first = kafka.getFirst();
            first.schedulePollTask(() -> {
                throw new NoClassDefFoundError("a canary");
            });
            try (BackgroundTask task = started()) {
                await().until(() -> opened.size() == 2 && consumer.isConsuming());

                assertThat(task.isAlive()).isTrue();
                assertThat(task.failures()).isEqualTo(1);
                assertThat(first.closed()).isTrue();
            }
            assertThat(log.text()).contains("NoClassDefFoundError").doesNotContain("a canary");
        }

        @Test
        void isRetriedByItsTaskWhenTheWorkOnARecordThrowsAnError() {
            AtomicReference<@Nullable Error> error = new AtomicReference<>(new StackOverflowError());
            consumer = new RequestConsumer(
                    consumers(),
                    properties(100, 100),
                    TestWork.of(record -> {
                        Error thrown = error.getAndSet(null);
                        if (thrown != null) {
                            throw thrown;
                        }
                        return start(record);
                    }),
                    new IntakeMetrics(meters),
                    unfinished,
                    standstills,
                    DRAIN_LIMITS);
            for (TestConsumer each : kafka) {
                each.schedulePollTask(() -> {
                    each.rebalance(List.of(P0));
                    each.add(P0, 0, 1);
                });
            }
            try (BackgroundTask task = started()) {
                await().until(() -> work.containsKey("0:0"));

                assertThat(task.isAlive()).isTrue();
                done("0:0");
            }
            assertThat(opened).hasSize(2);
        }

        @Test
        void isNotConsumingWhileNoConsumerCanBeOpened() {
            cannotOpen = new KafkaException("no such host");

            assertThatThrownBy(consumer::run).isSameAs(cannotOpen);
            consumer.release();

            assertThat(consumer.isConsuming()).isFalse();
            assertThat(opened).isEmpty();
        }

        @Test
        void leavesNoMetricsOfTheOldClient() {
            TestConsumer first = assigned(P0);
            first.setPollException(new KafkaException());
            assertThatThrownBy(consumer::run).isInstanceOf(KafkaException.class);

            consumer.release();

            assertThat(meters.getMeters())
                    .noneMatch(meter -> meter.getId().getName().startsWith("kafka."));
        }
    }

    @Nested
    class WhenItCloses {

        @Test
        void wakesAPollThatWaits() throws Exception {
            TestConsumer kafka = assigned(P0);
            CountDownLatch polling = new CountDownLatch(1);
            kafka.blockingPoll = polling;
            BackgroundTask task = started();
            polling.await();

            task.close();

            assertThat(kafka.closed()).isTrue();
            assertThat(task.failures()).isZero();
        }

        @Test
        void waitsAMomentForWhatWasStartedAndCommitsIt() {
            consumer = stopping(new DrainLimits(Duration.ofMinutes(1), Duration.ofMinutes(1)));
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 2);
            consumer.run();
            done("0:0");
            CompletableFuture.runAsync(() -> done("0:1"));

            consumer.finish();
            consumer.release();

            assertThat(kafka.committedAtClose).containsEntry(P0, new OffsetAndMetadata(2, "fresh:0"));
        }

        @Test
        void takesNoFurtherRecordsMeanwhile() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");
            kafka.add(P0, 1, 1);

            consumer.finish();
            consumer.release();

            assertThat(work).containsOnlyKeys("0:0");
            assertThat(kafka.committedAtClose).containsEntry(P0, new OffsetAndMetadata(1, "fresh:0"));
        }

        @Test
        void drainsAlthoughTheWakeUpComesLate() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");
            consumer.cancel();
            consumer.cancel();

            consumer.finish();
            consumer.release();

            assertThat(kafka.committedAtClose).containsEntry(P0, new OffsetAndMetadata(1, "fresh:0"));
        }

        @Test
        void drainsAlthoughItsTaskIsClosedTwice() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 1);
            BackgroundTask task = started();
            await().until(() -> work.containsKey("0:0"));
            done("0:0");
            task.beginClose();

            task.close();

            assertThat(kafka.committedAtClose).containsEntry(P0, new OffsetAndMetadata(1, "fresh:0"));
        }

        @Test
        void leavesTheGroupAlthoughItsLastCommitFails() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 1);
            consumer.run();
            done("0:0");
            kafka.syncCommitFailure = new TimeoutException("no answer");

            consumer.finish();

            assertThat(kafka.closed()).isTrue();
            assertThat(log.text()).contains("Offsets of partitions that are given up could not be committed");
        }

        @Test
        void saysHowManyRequestsItLeavesWhenTheyDoNotEndInTime() {
            consumer = stopping(new DrainLimits(Duration.ofMillis(1), Duration.ofMillis(1)));
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 3);
            consumer.run();
            done("0:0");

            consumer.finish();

            assertThat(kafka.committed(P0)).isEqualTo(1);
            assertThat(log.text()).contains("unfinished=\"2\"");
        }

        @Test
        void leavesTheGroupAfterAMomentSaysWhatIsInWorkAndWaitsForItOutside() {
            consumer = stopping(new DrainLimits(Duration.ZERO, Duration.ofMinutes(1)));
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 2);
            consumer.run();
            done("0:0");
            kafka.closing = () -> done("0:1");

            consumer.finish();
            consumer.release();

            assertThat(kafka.committedAtClose).containsEntry(P0, new OffsetAndMetadata(1, "fresh:1 working:0"));
            assertThat(kafka.closed()).isTrue();
            assertThat(log.text()).doesNotContain("unfinished");
        }

        private RequestConsumer stopping(DrainLimits limits) {
            return new RequestConsumer(
                    consumers(),
                    properties(100, 100),
                    testWork,
                    new IntakeMetrics(meters),
                    unfinished,
                    standstills,
                    limits);
        }
    }

    @Nested
    class ARecordThatWasThereWhenItsPartitionWasAssigned {

        @Test
        void isLookedUpAndThoseThatFollowAreNot() {
            kafka.getFirst().updateEndOffsets(Map.of(P0, 2L, P1, 0L));
            TestConsumer kafka = assigned(P0, P1);
            kafka.add(P0, 0, 3);
            kafka.add(P1, 0, 1);

            consumer.run();

            assertThat(work).containsOnlyKeys("0:0", "0:1", "0:2", "1:0");
            assertThat(testWork.again).containsExactly(0L, 1L);
        }

        @Test
        void isWaitedForIfTheInstanceBeforeThisOneGoesOnWorkingOnIt() {
            TestConsumer kafka = assignedWithNote();

            kafka.add(P0, 0, 5);
            consumer.run();

            assertThat(testWork.again).containsExactly(0L, 1L, 2L);
            assertThat(testWork.inWorkElsewhere).containsExactly(1L);
            assertThat(kafka.stored)
                    .as("the note is good for one instance")
                    .containsEntry(P0, new OffsetAndMetadata(0));
        }

        @Test
        void isLookedUpIfTheNoteOfTheInstanceBeforeThisOneCannotBeTornUp() {
            kafka.getFirst().syncCommitFailure = new TimeoutException("no answer");
            TestConsumer kafka = assignedWithNote();

            kafka.add(P0, 0, 5);
            consumer.run();

            assertThat(testWork.again).containsExactly(0L, 1L, 2L, 3L);
            assertThat(testWork.inWorkElsewhere).isEmpty();
        }

        private TestConsumer assignedWithNote() {
            TestConsumer next = kafka.getFirst();
            next.updateEndOffsets(Map.of(P0, 4L, P1, 0L));
            next.stored.put(P0, new OffsetAndMetadata(0, "fresh:3 working:1"));
            return assigned(P0);
        }

        @Test
        void isNotBegunAgainWhileThisInstanceStillWorksOnIt() {
            TestConsumer kafka = assigned(P0);
            kafka.add(P0, 0, 2);
            consumer.run();
            CompletableFuture<Void> first = written("0:0");
            kafka.lose(P0);
            done("0:1");
            kafka.updateEndOffsets(Map.of(P0, 2L));
            kafka.schedulePollTask(() -> kafka.rebalance(List.of()));
            consumer.run();
            kafka.schedulePollTask(() -> kafka.rebalance(List.of(P0)));
            consumer.run();
            kafka.add(P0, 0, 2);

            consumer.run();

            assertThat(testWork.again).as("what is done is looked up").containsExactly(1L);
            assertThat(written("0:0")).as("what is not done goes on").isSameAs(first);
            assertThat(kafka.committed(P0)).isNull();
            done("0:0", "0:1");
            await().until(() -> Objects.equals(runUntilNoCommitIsDue().committed(P0), 2L));
        }

        @Test
        void isNotBegunAgainByTheSessionThatFollowsAFailure() {
            TestConsumer first = assigned(P0);
            first.add(P0, 0, 1);
            consumer.run();
            consumer.release();
            kafka.getFirst().updateEndOffsets(Map.of(P0, 1L, P1, 0L));
            TestConsumer second = assigned(P0);
            second.add(P0, 0, 1);

            consumer.run();

            assertThat(testWork.again).isEmpty();
            done("0:0");
            await().until(() -> Objects.equals(runUntilNoCommitIsDue().committed(P0), 1L));
        }
    }

    @Nested
    class AfterTheProcessStoodStill {

        @Test
        void beginsAnewAndStartsNothingThatWasInMemory() {
            TestConsumer first = assigned(P0);
            first.add(P0, 0, 1);
            consumer.run();
            first.schedulePollTask(() -> nanos.addAndGet(Duration.ofSeconds(4).toNanos()));
            first.add(P0, 1, 5);

            consumer.run();

            assertThat(work).containsOnlyKeys("0:0");
            assertThat(first.closed()).isTrue();
            assertThat(consumer.isConsuming()).isFalse();
            assigned(P0);
            assertThat(opened).hasSize(2);
            assertThat(consumer.isConsuming()).isTrue();
        }

        @Test
        void startsNothingMoreOfTheRecordsOfOnePoll() {
            TestConsumer first = assigned(P0);
            testWork.after = () -> millis.addAndGet(4_000);
            first.add(P0, 0, 5);

            consumer.run();

            assertThat(work).containsOnlyKeys("0:0");
            assertThat(first.closed()).isTrue();
        }

        /** Its timers are those of a clock that was set back since. */
        @Test
        void beginsAnewIfThatWasWhileTheConsumerWasOpened() {
            onOpening = () -> millis.addAndGet(-300_000);
            TestConsumer first = assigned(P0);
            onOpening = () -> {};

            assertThat(first.closed()).isTrue();
            TestConsumer second = assigned(P0);
            assertThat(second.closed()).isFalse();
            assertThat(consumer.isConsuming()).isTrue();
        }

        /** After a clock was set back, a poll goes on until the old time is reached again. */
        @Test
        void isWokenWhereItWaits() throws Exception {
            CountDownLatch polling = new CountDownLatch(1);
            kafka.getFirst().blockingPoll = polling;
            standstills.onStandstill(consumer::stoodStill);
            try (BackgroundTask task = started()) {
                polling.await();

                millis.addAndGet(-300_000);
                standstills.run();

                await().until(() -> opened.size() == 2);
                assertThat(opened.get(0).closed()).isTrue();
                assertThat(task.failures()).isZero();
            }
        }

        @Test
        void isNotWokenIfItHasBegunAnew() {
            TestConsumer first = assigned(P0);
            standstills.onStandstill(consumer::stoodStill);
            millis.addAndGet(-300_000);
            consumer.run();
            TestConsumer second = assigned(P0);

            standstills.run();
            second.add(P0, 0, 1);
            consumer.run();

            assertThat(first.closed()).isTrue();
            assertThat(work).containsOnlyKeys("0:0");
        }

        @Test
        void goesOnIfOthersCannotHaveTakenOver() {
            TestConsumer first = assigned(P0);
            first.schedulePollTask(
                    () -> nanos.addAndGet(Duration.ofMillis(3_999).toNanos()));
            first.add(P0, 0, 5);

            consumer.run();

            assertThat(work).hasSize(5);
            assertThat(first.closed()).isFalse();
        }
    }

    @Nested
    class WhenTheTopicIsDeleted {

        @Test
        void beginsAnewInTheNewTopicAndCommitsNoOffsetOfTheOldOne() {
            TestConsumer first = assigned(P0);
            first.add(P0, 500, 1);
            consumer.run();
            done("0:500");

            consumer.topicReplaced();
            TestConsumer second = assigned(P0);
            second.add(P0, 0, 1);
            consumer.run();

            assertThat(first.closed()).isTrue();
            assertThat(first.committedAtClose).isEmpty();
            assertThat(work.keySet()).containsExactly("0:500", "0:0");
        }
    }

    private RequestConsumer consumer(int maxUnfinished, long maxUncommittedSpan) {
        return new RequestConsumer(
                consumers(),
                properties(maxUnfinished, maxUncommittedSpan),
                testWork,
                new IntakeMetrics(meters),
                unfinished,
                standstills,
                DRAIN_LIMITS);
    }

    private ConsumerPair consumers() {
        return new ConsumerPair(
                () -> {
                    if (cannotOpen != null) {
                        throw cannotOpen;
                    }
                    onOpening.run();
                    TestConsumer next = kafka.removeFirst();
                    opened.add(next);
                    return next;
                },
                () -> single);
    }

    private static IntakeProperties properties(int maxUnfinished, long maxUncommittedSpan) {
        return new IntakeProperties(
                "group", 1, Duration.ofSeconds(6), maxUnfinished, DataSize.ofMegabytes(1), maxUncommittedSpan, null);
    }

    private CompletionStage<Void> start(ConsumerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        work.put(record.partition() + ":" + record.offset(), written);
        return written;
    }

    private void done(String... records) {
        for (String record : records) {
            written(record).complete(null);
        }
    }

    private CompletableFuture<Void> written(String record) {
        return Objects.requireNonNull(work.get(record));
    }

    /** Has the consumer join its group with these partitions. */
    private TestConsumer assigned(TopicPartition... partitions) {
        TestConsumer next = kafka.getFirst();
        next.schedulePollTask(() -> next.rebalance(List.of(partitions)));
        consumer.run();
        return next;
    }

    private BackgroundTask started() {
        BackgroundTask task = new BackgroundTask("consumer", consumer, SHORT, Duration.ofSeconds(20));
        task.start();
        return task;
    }

    /** Runs for longer than the time between two commits. */
    private TestConsumer runUntilNoCommitIsDue() {
        long end = System.nanoTime() + Duration.ofMillis(250).toNanos();
        while (System.nanoTime() < end) {
            consumer.run();
        }
        return opened.get(opened.size() - 1);
    }

    /** Kafka's own mock, whose commits can fail or stay in flight, and whose poll can wait. */
    private static final class TestConsumer extends MockConsumer<byte[], byte[]> {

        private @Nullable ConsumerRebalanceListener listener;
        private @Nullable KafkaException commitFailure;
        private @Nullable KafkaException syncCommitFailure;
        private final Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
        private boolean holdCommits;
        private @Nullable Runnable held;
        private volatile @Nullable CountDownLatch blockingPoll;
        private final CountDownLatch woken = new CountDownLatch(1);
        private int commits;
        private int failedCommits;
        private Map<TopicPartition, OffsetAndMetadata> committedAtClose = Map.of();
        private Runnable closing = () -> {};

        TestConsumer() {
            super("earliest");
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            beginnings.put(P0, 0L);
            beginnings.put(P1, 0L);
            updateBeginningOffsets(beginnings);
            updateEndOffsets(beginnings);
        }

        void add(TopicPartition partition, long first, int count) {
            for (int i = 0; i < count; i++) {
                addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), first + i, new byte[0], new byte[0]));
            }
        }

        void failNextPolls(int count) {
            for (int i = 0; i < count; i++) {
                schedulePollTask(() -> {
                    throw new KafkaException("cannot be decoded");
                });
            }
        }

        @Nullable
        Long committed(TopicPartition partition) {
            OffsetAndMetadata found = stored.get(partition);
            return found == null ? null : found.offset();
        }

        /** As Kafka does after the group has gone on without this consumer. */
        void lose(TopicPartition partition) {
            Objects.requireNonNull(listener).onPartitionsLost(List.of(partition));
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            this.listener = listener;
            super.subscribe(topics, listener);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            CountDownLatch polling = blockingPoll;
            if (polling != null) {
                blockingPoll = null;
                polling.countDown();
                try {
                    woken.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                throw new WakeupException();
            }
            return super.poll(timeout);
        }

        @Override
        public synchronized void wakeup() {
            woken.countDown();
            super.wakeup();
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            commits++;
            KafkaException failure = commitFailure;
            if (failure != null) {
                failedCommits++;
                Objects.requireNonNull(callback).onComplete(offsets, failure);
            } else if (holdCommits) {
                held = () -> store(offsets, callback);
            } else {
                store(offsets, callback);
            }
        }

        private void store(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            stored.putAll(offsets);
            super.commitAsync(offsets, callback);
        }

        /** Kafka's mock forgets the metadata. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, stored.get(partition)));
            return found;
        }

        void acknowledge() {
            Objects.requireNonNull(held).run();
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (syncCommitFailure != null) {
                throw syncCommitFailure;
            }
            stored.putAll(offsets);
            super.commitSync(offsets, timeout);
        }

        @Override
        public void close(CloseOptions options) {
            committedAtClose = Map.copyOf(stored);
            closing.run();
            super.close(options);
        }
    }
}
