package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.kafka.topics.ObservedTopic;

@Timeout(30)
class ReplyReaderTest {

    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
    private static final TopicPartition PARTITION = new TopicPartition(Samples.REPLY_TOPIC, 1);
    private static final long END = 42;

    private final List<TestConsumer> consumers = new CopyOnWriteArrayList<>();
    private final List<Long> delivered = new CopyOnWriteArrayList<>();
    private final ObservedTopic topic = Samples.observed(3);
    private volatile boolean deliveryFails;
    private volatile boolean pollsAreRefused;
    private final ReplyReader reader =
            new ReplyReader(this::consumer, Samples::noConsumer, Samples.REPLY_TOPIC, Optional.of(1), this::deliver);
    private final BackgroundTask task = new BackgroundTask("replies", reader, SHORT, Duration.ofSeconds(5));

    @BeforeEach
    void observe() {
        reader.replyTopicIs(Optional.of(topic));
    }

    @AfterEach
    void stop() {
        task.close();
    }

    private Consumer<byte[], byte[]> consumer() {
        TestConsumer consumer = new TestConsumer();
        consumers.add(consumer);
        return consumer;
    }

    private void deliver(ConsumerRecord<byte[], byte[]> reply) {
        delivered.add(reply.offset());
        if (deliveryFails) {
            deliveryFails = false;
            throw new NoClassDefFoundError("in the delivery");
        }
    }

    @Nested
    class Starting {

        @Test
        void fixesThePositionBeforeItIsAnnounced() {
            task.start();

            await().until(() -> reader.position().isPresent());

            assertThat(reader.position()).contains(PARTITION);
            assertThat(consumers.get(0).announcedWhenFixed).containsOnly(false);
            assertThat(consumers.get(0).position(PARTITION)).isEqualTo(END);
        }

        @Test
        void waitsForATopicThatDoesNotExistYet() {
            reader.replyTopicIs(Optional.empty());
            assertThat(reader.run()).isPositive();
            assertThat(consumers).isEmpty();

            reader.replyTopicIs(Optional.of(topic));
            task.start();

            await().until(() -> reader.position().isPresent());
            assertThat(consumers).hasSize(1);
        }

        @Test
        void choosesAPartitionOfTheTopicIfNoneIsConfigured() {
            ReplyReader free = new ReplyReader(
                    ReplyReaderTest.this::consumer,
                    Samples::noConsumer,
                    Samples.REPLY_TOPIC,
                    Optional.empty(),
                    reply -> {});
            free.replyTopicIs(Optional.of(topic));
            try (BackgroundTask freeTask = new BackgroundTask("free", free, SHORT, Duration.ofSeconds(5))) {
                freeTask.start();

                await().until(() -> free.position().isPresent());

                assertThat(free.position().orElseThrow().partition()).isBetween(0, 2);
            }
        }

        @Test
        void logsThatTheConfiguredPartitionDoesNotExist() {
            ReplyReader wrong = new ReplyReader(
                    ReplyReaderTest.this::consumer,
                    Samples::noConsumer,
                    Samples.REPLY_TOPIC,
                    Optional.of(3),
                    reply -> {});
            wrong.replyTopicIs(Optional.of(topic));
            try (CapturedLog log = new CapturedLog();
                    BackgroundTask wrongTask = new BackgroundTask("wrong", wrong, SHORT, Duration.ofSeconds(5))) {
                wrongTask.start();

                await().until(() -> wrongTask.failures() > 2);

                assertThat(wrong.position()).isEmpty();
                assertThat(log.lines()).singleElement().asString().contains("from 0 to 2", "it is 3");
            }
        }
    }

    @Nested
    class Reading {

        @Test
        void deliversEveryRecord() {
            TestConsumer consumer = reading(0);
            consumer.send(END);
            consumer.send(END + 1);

            await().until(() -> delivered.size() == 2);

            assertThat(delivered).containsExactly(END, END + 1);
        }

        @Test
        void continuesAfterAFailureWhereItStopped() {
            TestConsumer first = reading(0);
            first.send(END);
            await().until(() -> delivered.size() == 1);
            first.setPollException(new KafkaException("fails"));

            TestConsumer second = reading(1);
            second.send(END + 1);

            await().until(() -> delivered.size() == 2);
            assertThat(first.closed()).isTrue();
            assertThat(second.seekedTo).containsExactly(END + 1);
            assertThat(second.soughtEnd).as("asked for the end again").isFalse();
        }

        @Test
        void continuesAfterAFailureAtTheFixedPositionIfNothingCameBefore() {
            reading(0).setPollException(new KafkaException("fails"));

            assertThat(reading(1).seekedTo).containsExactly(END);
        }

        @Test
        void keepsThePositionAnnouncedOverAFailure() {
            reading(0).setPollException(new KafkaException("fails"));
            reading(1);

            assertThat(reader.position()).contains(PARTITION);
        }

        @Test
        void goesOnWithTheNextRecordAfterADeliveryThatThrowsAnError() {
            deliveryFails = true;
            reading(0).send(END);
            await().until(() -> delivered.size() == 1);

            TestConsumer second = reading(1);
            second.send(END + 1);

            await().until(() -> delivered.size() == 2);
            assertThat(delivered).containsExactly(END, END + 1);
            assertThat(second.seekedTo).containsExactly(END + 1);
            assertThat(task.isAlive()).isTrue();
        }

        @Test
        void goesOnAfterAnErrorOfTheConsumer() {
            TestConsumer first = reading(0);
            first.schedulePollTask(() -> {
                throw new NoClassDefFoundError("in the consumer");
            });

            reading(1).send(END);

            await().until(() -> delivered.size() == 1);
        }
    }

    @Nested
    class AfterTheTopicIsLost {

        @Test
        void announcesNoPositionAndClosesTheConsumerAndLogsItOnce() {
            TestConsumer first = reading(0);
            try (CapturedLog log = new CapturedLog()) {
                reader.replyTopicIs(Optional.empty());

                await().until(() -> reader.position().isEmpty() && first.closed());

                assertThat(log.lines()).singleElement().asString().contains("was deleted");
                assertThat(task.isFailing()).isFalse();
            }
        }

        @Test
        void readsTheSamePartitionOfANewTopicFromItsBeginning() {
            reading(0);

            reader.replyTopicIs(Optional.of(Samples.observed(3)));

            TestConsumer second = reading(1);
            await().untilAsserted(() -> assertThat(second.seekedTo).containsExactly(0L));
            await().until(() -> reader.position().equals(Optional.of(PARTITION)));
        }

        @Test
        void awaitsTheConfiguredPartitionOfANewTopicThatDoesNotHaveIt() {
            reading(0);

            reader.replyTopicIs(Optional.of(Samples.observed(1)));
            await().until(() -> task.failures() > 2);
            assertThat(reader.position()).isEmpty();
            reader.replyTopicIs(Optional.of(Samples.observed(2)));

            await().until(() -> reader.position().equals(Optional.of(PARTITION)));
        }

        @Test
        void takesAnotherPartitionIfItMayChooseOne() {
            ReplyReader free = new ReplyReader(
                    ReplyReaderTest.this::consumer,
                    Samples::noConsumer,
                    Samples.REPLY_TOPIC,
                    Optional.empty(),
                    reply -> {});
            free.replyTopicIs(Optional.of(new ObservedTopic(topic.id(), 3, Set.of(2), Set.of(), 0)));
            try (BackgroundTask freeTask = new BackgroundTask("free", free, SHORT, Duration.ofSeconds(5))) {
                freeTask.start();
                await().until(() -> free.position().isPresent());
                assertThat(free.position().orElseThrow().partition()).isEqualTo(2);

                free.replyTopicIs(Optional.of(Samples.observed(1)));

                await().until(() ->
                        free.position().filter(p -> p.partition() == 0).isPresent());
                assertThat(freeTask.failures()).isZero();
            }
        }

        @Test
        void staysWhereItIsWhenPartitionsAreAdded() {
            TestConsumer first = reading(0);

            reader.replyTopicIs(Optional.of(new ObservedTopic(topic.id(), 5, Set.of(0, 1, 2, 3, 4), Set.of(), 1)));
            first.send(END);

            await().until(() -> delivered.size() == 1);
            assertThat(consumers).hasSize(1);
        }
    }

    @Test
    void saysThatKafkaRefusesItAndWhenItDoesNoMore() {
        TestConsumer first = reading(0);
        CountDownLatch seen = new CountDownLatch(1);
        first.setPollException(new TopicAuthorizationException("no READ"));

        await().until(() -> consumers.size() > 1 || reader.isRefused());
        TestConsumer second = reading(1);
        second.schedulePollTask(seen::countDown);

        await().until(() -> seen.getCount() == 0 && !reader.isRefused());
    }

    /** Kafka lets a client that lacks the right READ fix its position, and refuses only its polls. */
    @Test
    void logsOnceForAnOutageInWhichOnlyPollsFail() {
        pollsAreRefused = true;
        try (CapturedLog log = new CapturedLog()) {
            task.start();

            await().until(() -> consumers.size() > 5);

            assertThat(reader.isRefused()).isTrue();
            assertThat(log.lines()).singleElement().asString().contains("TopicAuthorizationException: no READ");
        }
    }

    @Nested
    class Closing {

        @Test
        void wakesTheConsumerUpAndClosesIt() {
            TestConsumer consumer = reading(0);
            consumer.blockInPoll = true;
            await().until(() -> consumer.blocked.getCount() == 0);

            task.close();

            assertThat(consumer.woken.getCount()).as("not interrupted instead").isZero();
            assertThat(consumer.closed()).isTrue();
            assertThat(task.failures()).isZero();
        }

        @Test
        void wakesTheConsumerUpThatIsBeingCreated() {
            CountDownLatch creating = new CountDownLatch(1);
            CountDownLatch proceed = new CountDownLatch(1);
            TestConsumer late = new TestConsumer();
            ReplyReader slow = new ReplyReader(
                    () -> {
                        creating.countDown();
                        awaitUninterruptibly(proceed);
                        return late;
                    },
                    Samples::noConsumer,
                    Samples.REPLY_TOPIC,
                    Optional.of(1),
                    reply -> {});
            slow.replyTopicIs(Optional.of(topic));
            BackgroundTask slowTask = new BackgroundTask("slow", slow, SHORT, Duration.ofSeconds(5));
            slowTask.start();
            awaitUninterruptibly(creating);

            slowTask.beginClose();
            proceed.countDown();
            slowTask.close();

            assertThat(late.closed()).isTrue();
            assertThat(slow.position()).as("no call of the consumer may block").isEmpty();
        }
    }

    private TestConsumer reading(int nth) {
        task.start();
        await().until(() ->
                consumers.size() > nth && !consumers.get(nth).assignment().isEmpty());
        return consumers.get(nth);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** A consumer of a topic with three partitions that shows what the reader asks of it. */
    private final class TestConsumer extends MockConsumer<byte[], byte[]> {

        private final List<Boolean> announcedWhenFixed = new CopyOnWriteArrayList<>();
        private final List<Long> seekedTo = new CopyOnWriteArrayList<>();
        private final CountDownLatch blocked = new CountDownLatch(1);
        private final CountDownLatch woken = new CountDownLatch(1);
        private volatile boolean blockInPoll;
        private volatile boolean soughtEnd;

        TestConsumer() {
            super("earliest");
            for (int partition = 0; partition < 3; partition++) {
                TopicPartition each = new TopicPartition(Samples.REPLY_TOPIC, partition);
                updateBeginningOffsets(Map.of(each, 0L));
                updateEndOffsets(Map.of(each, END));
            }
        }

        void send(long offset) {
            schedulePollTask(() -> addRecord(new ConsumerRecord<>(
                    Samples.REPLY_TOPIC,
                    PARTITION.partition(),
                    offset,
                    ConsumerRecord.NO_TIMESTAMP,
                    org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty())));
        }

        @Override
        public synchronized void seekToEnd(Collection<TopicPartition> partitions) {
            soughtEnd = true;
            super.seekToEnd(partitions);
        }

        @Override
        public synchronized long position(TopicPartition partition) {
            if (Thread.currentThread().getName().equals("replies")) {
                announcedWhenFixed.add(reader.position().isPresent());
            }
            return super.position(partition);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            seekedTo.add(offset);
            super.seek(partition, offset);
        }

        @Override
        public org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (pollsAreRefused) {
                throw new TopicAuthorizationException("no READ");
            }
            if (blockInPoll) {
                blocked.countDown();
                awaitUninterruptibly(woken);
                throw new WakeupException();
            }
            return super.poll(timeout);
        }

        @Override
        public void wakeup() {
            woken.countDown();
            super.wakeup();
        }
    }
}
