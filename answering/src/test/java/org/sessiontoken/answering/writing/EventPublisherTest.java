package org.sessiontoken.answering.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.answering.LogLines;
import org.sessiontoken.answering.lifecycle.BackgroundTasksFixture;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

@Timeout(60)
class EventPublisherTest {

    private static final Set<Integer> GONE = ConcurrentHashMap.newKeySet();
    private static final Node NODE = new Node(0, "kafka", 9092);

    private static final RequestorName REQUESTOR = new RequestorName("requestor");

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = NOW;
    private final KafkaTime time = new KafkaTime(() -> now, () -> 0);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LogLines log = LogLines.of("org.sessiontoken");
    private MockProducer<byte[], byte[]> kafka = producer(false, new ByteArraySerializer());
    private @Nullable EventPublisher publisher;

    @AfterEach
    void close() {
        GONE.clear();
        log.close();
        if (publisher != null) {
            publisher.close();
        }
    }

    @Nested
    class AnEvent {

        @Test
        void isWrittenOnceKafkaAcknowledgesIt() {
            CompletableFuture<Void> written = publish("a");
            assertThat(written).isNotDone();
            assertThat(pending()).isEqualTo(1);

            kafka.completeNext();

            assertThat(written).isCompleted();
            assertThat(pending()).isZero();
            assertThat(failures()).isZero();
        }

        @Test
        void isSentAgainAfterKafkaRefusedIt() {
            CompletableFuture<Void> written = publish("a");

            kafka.errorNext(new NotEnoughReplicasException());

            await().until(() -> kafka.history().size() == 2);
            assertThat(written).isNotDone();
            assertThat(failures()).isEqualTo(1);
            kafka.completeNext();
            assertThat(written).isCompleted();
            assertThat(pending()).isZero();
        }

        @Test
        void isSentAgainAfterItCouldNotEvenBeSent() {
            kafka.sendException = new TimeoutException("the buffer is full");
            CompletableFuture<Void> written = publish("a");
            assertThat(written).isNotDone();

            kafka.sendException = null;

            await().until(kafka::completeNext);
            assertThat(written).isCompleted();
        }

        @Test
        void isSentAgainAfterAnErrorOfAClassThatIsPluggedIntoTheProducer() {
            AtomicReference<@Nullable Error> error = new AtomicReference<>(new NoClassDefFoundError("plugin"));
            kafka = producer(true, new ByteArraySerializer() {
                @Override
                public byte[] serialize(String topic, Headers headers, byte @Nullable [] data) {
                    Error thrown = error.getAndSet(null);
                    if (thrown != null) {
                        throw thrown;
                    }
                    return new byte[0];
                }
            });

            assertThat(publish("a")).succeedsWithin(Duration.ofSeconds(30));

            assertThat(failures()).isEqualTo(1);
        }

        @Test
        void isSentOnceTheProducerCanBeOpened() {
            AtomicReference<@Nullable KafkaException> outage =
                    new AtomicReference<>(new KafkaException("no such host"));
            kafka = producer(true, new ByteArraySerializer());
            publisher = started(() -> {
                KafkaException thrown = outage.get();
                if (thrown != null) {
                    throw thrown;
                }
                return kafka;
            });
            CompletableFuture<Void> written = publisher.publish(event("a")).toCompletableFuture();

            outage.set(null);

            assertThat(written).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Nested
    class AnEventThatKafkaWillNeverTake {

        @Test
        void isRefusedAtOnceAndNotSentAgain() {
            RecordTooLargeException refusal = new RecordTooLargeException("1200000 bytes");
            CompletableFuture<WriteResult> result =
                    publisher().offer(event("a"), Optional.empty()).toCompletableFuture();

            kafka.errorNext(refusal);

            assertThat(result).isCompletedWithValue(WriteResult.refused(refusal));
            assertThat(pending()).isZero();
            assertThat(failures()).isEqualTo(1);
            assertThat(kafka.history()).hasSize(1);
            assertThat(publisher().canReplyTo(REQUESTOR)).isTrue();
        }

        @Test
        void isRefusedByTheProducerAlreadyWithoutHoldingUpOthers() {
            kafka.sendException = new RecordTooLargeException("1200000 bytes");
            CompletableFuture<Void> refused = publish("a");
            kafka.sendException = null;

            assertThat(refused).isCompletedExceptionally();
            assertThat(publisher().canReplyTo(REQUESTOR)).isTrue();
            CompletableFuture<Void> other = publish("b");
            kafka.completeNext();
            assertThat(other).isCompleted();
        }

        @Test
        void isRefusedAfterManyFailuresThatNothingExplainsIfOthersAreTakenMeanwhile() {
            RetryingWriter writer = writer();
            CompletableFuture<WriteResult> odd = writer.write(event("odd"), Optional.empty());
            kafka.errorNext(new UnknownServerException());
            for (int i = 0; i < 100; i++) {
                retryWith(writer, new UnknownServerException());
            }
            assertThat(odd).isNotDone();

            writer.write(event("good"), Optional.empty());
            kafka.completeNext();
            retryWith(writer, new UnknownServerException());

            assertThat(odd.join().refusal()).containsInstanceOf(UnknownServerException.class);
        }

        @ParameterizedTest
        @MethodSource("passing")
        void isNotOneThatFailsForReasonsThatPass(RuntimeException failure) {
            RetryingWriter writer = writer();
            CompletableFuture<WriteResult> written = writer.write(event("a"), Optional.empty());
            kafka.errorNext(failure);
            writer.write(event("another"), Optional.empty());
            kafka.completeNext();
            for (int i = 0; i < 100; i++) {
                retryWith(writer, failure);
            }

            assertThat(written).isNotDone();
        }

        static List<RuntimeException> passing() {
            return List.of(
                    new TimeoutException("no metadata"),
                    new NotEnoughReplicasException(),
                    new TopicAuthorizationException("not yet"),
                    new UnknownTopicOrPartitionException());
        }
    }

    /** Nobody waits for it any more, and what is not on its way cannot come after what others write meanwhile. */
    @Nested
    class AnEventWhoseTimeIsOver {

        private final RetryingWriter writer = writer();
        private final CompletableFuture<WriteResult> result =
                writer.write(event("a"), Optional.of(NOW.plusSeconds(10)));

        @Test
        void isSentAgainUntilThen() {
            now = NOW.plusMillis(9_999);
            kafka.errorNext(new NotEnoughReplicasException());
            retryWith(writer, new NotEnoughReplicasException());

            assertThat(result).isNotDone();
            assertThat(kafka.history()).hasSize(2);
        }

        @Test
        void isGivenUpInsteadOfBeingSentAgain() throws Exception {
            now = NOW.plusSeconds(10);
            kafka.errorNext(new NotEnoughReplicasException());
            assertThat(result).isNotDone();

            writer.run();

            assertThat(result).isCompletedWithValue(WriteResult.LATE);
            assertThat(kafka.history()).hasSize(1);
            assertThat(writer.pending()).isZero();
        }

        @Test
        void isNoProgress() throws Exception {
            now = NOW.plusSeconds(10);
            kafka.errorNext(new NotEnoughReplicasException());
            writer.write(event("b"), Optional.empty());
            await().until(() -> writer.isStuckFor(Duration.ofMillis(50)));

            writer.run();

            assertThat(result).isCompletedWithValue(WriteResult.LATE);
            assertThat(writer.isStuckFor(Duration.ofMillis(50))).isTrue();
        }

        @Test
        void isWrittenIfKafkaTakesItAllTheSame() {
            now = NOW.plusSeconds(10);

            kafka.completeNext();

            assertThat(result).isCompletedWithValue(WriteResult.WRITTEN);
        }
    }

    @Nested
    class WhileKafkaDoesNotTellOfTheReplyTopic {

        @Test
        void onlyOneEventIsTriedAtATimeAndNoCallerWaits() {
            kafka.sendException = new TimeoutException("no metadata");
            List<CompletableFuture<Void>> written = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                written.add(publish("event-" + i));
            }

            assertThat(failures()).isLessThan(20);
            assertThat(publisher().canReplyTo(REQUESTOR)).isFalse();
            kafka.sendException = null;
            await().until(() -> {
                kafka.completeNext();
                return written.stream().allMatch(CompletableFuture::isDone);
            });
            assertThat(publisher().canReplyTo(REQUESTOR)).isTrue();
        }

        /** As Kafka's producer does, which throws nothing. */
        @Test
        void itIsStalledAlsoIfTheProducerSaysSoBeforeItReturns() {
            kafka = answering((record, callback) -> callback.onCompletion(null, new TimeoutException("no metadata")));

            publish("a");

            assertThat(publisher().canReplyTo(REQUESTOR)).isFalse();
        }

        @Test
        void aReplyForAPartitionThatIsGoneGoesWhereItsKeyFalls() {
            CompletableFuture<Void> written = publisher()
                    .publish(new ProducerRecord<>(
                            Topics.repliesTo(REQUESTOR), 1, "key".getBytes(StandardCharsets.UTF_8), new byte[0]))
                    .toCompletableFuture();
            GONE.add(1);
            kafka.errorNext(new TimeoutException("Partition 1 is not present in metadata"));

            await().until(() -> kafka.completeNext());

            assertThat(written).isCompleted();
            assertThat(kafka.history())
                    .last()
                    .satisfies(event -> assertThat(event.partition()).isNull());
        }
    }

    @Nested
    class AnOutage {

        @Test
        void isLoggedOnceHoweverManyEventsAndAttemptsFail() {
            kafka.sendException = new TimeoutException("the buffer is full");
            List<CompletableFuture<Void>> written = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                written.add(publish("event-" + i));
            }
            await().until(() -> failures() >= 3);

            assertThat(log.lines())
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).contains("WARN", "task=\"event-publisher\"", "TimeoutException"));
            kafka.sendException = null;
            await().until(() -> {
                kafka.completeNext();
                return written.stream().allMatch(CompletableFuture::isDone);
            });
            await().until(() -> log.text().contains("task works again"));
        }

        @Test
        void lastsAsLongAsARetryIsNotAcknowledged() {
            publish("a");
            kafka.errorNext(new NotEnoughReplicasException());
            await().until(() -> log.text().contains("event-publisher"));

            assertThat(kafka.history()).hasSize(2);
            assertThat(log.text()).doesNotContain("task works again");
            kafka.completeNext();
            await().until(() -> log.text().contains("task works again"));
        }
    }

    @Nested
    class WhenItIsClosed {

        @Test
        void abandonsWhatHasFailed() {
            kafka.sendException = new TimeoutException("the buffer is full");
            CompletableFuture<Void> written = publish("a");

            close();

            assertThat(written).isCompletedExceptionally();
            assertThat(pending()).isZero();
        }

        @Test
        void abandonsWhatKafkaDoesNotAcknowledgeAnyMore() {
            CompletableFuture<Void> written = publish("a");
            close();

            kafka.errorNext(new KafkaException("the producer is closed"));

            assertThat(written).isCompletedExceptionally();
            assertThat(pending()).isZero();
        }

        @Test
        void abandonsWhatIsPublishedAfterwards() {
            publish("a");
            close();

            assertThat(publish("b")).isCompletedExceptionally();
            assertThat(kafka.history()).hasSize(1);
        }

        @Test
        void closesTheProducerAndItsMetricsOnceAndOpensNoOther() {
            publish("a");
            assertThat(meters.find("kafka.test.metric").meters()).hasSize(1);
            close();
            close();

            assertThat(kafka.closed()).isTrue();
            assertThat(meters.find("kafka.test.metric").meters()).isEmpty();
            assertThat(publish("b")).isCompletedExceptionally();
        }

        private void close() {
            publisher().stop();
            assertThat(publisher().isRunning()).isFalse();
        }
    }

    @Nested
    class Writing {

        @Test
        void tellsTheTimeByKafkasClock() {
            Instant kafkas = NOW.minusSeconds(300);
            kafka = answering((record, callback) -> callback.onCompletion(
                    new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, kafkas.toEpochMilli(), 0, 0),
                    null));

            assertThat(publish("a")).isCompleted();

            assertThat(time.instant()).isEqualTo(kafkas);
        }

        @Test
        void isNotStuckBecauseAnEventHasJustBeenSent() {
            RetryingWriter writer = writer();
            writer.write(event("a"), Optional.empty());

            assertThat(writer.isStuckFor(Duration.ofHours(1))).isFalse();
        }

        @Test
        void isStuckWhileEventsWaitAndKafkaTakesNone() {
            publisher = new EventPublisher(
                    () -> kafka, time, Set.of(), meters, BackgroundTasksFixture.on(meters), Duration.ofMillis(1));
            publisher.start();
            assertThat(publisher.isWriting()).isTrue();
            publish("a");

            await().until(() -> !publisher().isWriting());

            kafka.completeNext();
            assertThat(publisher.isWriting()).isTrue();
        }
    }

    @Nested
    class WhenATopicWasDeletedAndCreatedAgain {

        private final MockProducer<byte[], byte[]> second = producer(true, new ByteArraySerializer());

        @Test
        void writesWithAnotherProducerWhatWaitsForTheOldTopic() {
            Iterator<Producer<byte[], byte[]>> producers =
                    List.<Producer<byte[], byte[]>>of(kafka, second).iterator();
            publisher = started(producers::next);
            CompletableFuture<Void> written = publish("a");

            publisher().topicReplaced();
            kafka.errorNext(new KafkaException("the producer is closed"));

            assertThat(written).succeedsWithin(Duration.ofSeconds(10));
            assertThat(kafka.closed()).isTrue();
            assertThat(second.history()).hasSize(1);
        }
    }

    private void retryWith(RetryingWriter writer, RuntimeException failure) {
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                writer.run();
            } catch (Exception expected) {
                // The step fails while Kafka does not take the event.
            }
        });
        while (!run.isDone()) {
            kafka.errorNext(failure);
            Thread.onSpinWait();
        }
        run.join();
    }

    private RetryingWriter writer() {
        return new RetryingWriter(new ProducerConnection(() -> kafka, meters), topic -> {}, time);
    }

    private EventPublisher publisher() {
        if (publisher == null) {
            publisher = started(() -> kafka);
        }
        return publisher;
    }

    private EventPublisher started(Supplier<Producer<byte[], byte[]>> producers) {
        EventPublisher started =
                new EventPublisher(producers, time, Set.of("topic"), meters, BackgroundTasksFixture.on(meters));
        started.start();
        return started;
    }

    private CompletableFuture<Void> publish(String value) {
        return publisher().publish(event(value)).toCompletableFuture();
    }

    private static ProducerRecord<byte[], byte[]> event(String value) {
        return new ProducerRecord<>(Topics.repliesTo(REQUESTOR), value.getBytes(StandardCharsets.UTF_8));
    }

    private double pending() {
        return meters.get("ags.broker.writes.pending").gauge().value();
    }

    private double failures() {
        return meters.find("ags.broker.write.failures").tag("topic", Topics.repliesTo(REQUESTOR)).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** A producer that answers while an event is sent. */
    private static MockProducer<byte[], byte[]> answering(BiConsumer<ProducerRecord<byte[], byte[]>, Callback> answer) {
        return new MockProducer<>(
                true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                answer.accept(record, callback);
                return new CompletableFuture<>();
            }
        };
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete, Serializer<byte[]> values) {
        Cluster cluster = new Cluster(
                "cluster",
                List.of(NODE),
                List.of(
                        new PartitionInfo(Topics.repliesTo(REQUESTOR), 0, NODE, new Node[] {NODE}, new Node[] {NODE}),
                        new PartitionInfo(Topics.repliesTo(REQUESTOR), 1, NODE, new Node[] {NODE}, new Node[] {NODE})),
                Set.of(),
                Set.of());
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(
                        cluster, autoComplete, new RoundRobinPartitioner(), new ByteArraySerializer(), values) {
                    @Override
                    public List<PartitionInfo> partitionsFor(String topic) {
                        return super.partitionsFor(topic).stream()
                                .filter(info -> !GONE.contains(info.partition()))
                                .toList();
                    }
                };
        MetricName name = new MetricName("metric", "test", "", Map.of());
        producer.setMockMetrics(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return 1.0;
            }
        });
        return producer;
    }
}
