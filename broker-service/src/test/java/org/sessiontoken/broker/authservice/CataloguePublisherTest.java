package org.sessiontoken.broker.authservice;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.background.Step;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

@Timeout(30)
class CataloguePublisherTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTH_SERVICES, 0);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Configured one = configured("one", "One");
    private final Configured two = configured("two", "Two");
    private final AuthServiceDirectory directory = new AuthServiceDirectory(new AuthServices(List.of(one, two)));

    /** The topic, and the consumers that were made to read it. */
    private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();

    private final List<MockConsumer<byte[], byte[]>> consumers = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();

    @Nested
    class ARun {

        @Test
        void writesWhatTheTopicLacksAndRestsUntilItIsWoken() throws Exception {
            assertThat(publication().run()).isEqualTo(Step.UNTIL_WOKEN);

            assertThat(names(written)).containsExactlyInAnyOrder("one", "two");
        }

        @Test
        void tellsHowManyRequestsASecondAnAuthServiceTakesIfThatIsLimited() {
            AuthServiceCodec.Key key = one.service().key();

            assertThat(AuthServiceFixture.authService(key, new Described(), 500)
                            .description()
                            .requestsPerSecond())
                    .isEqualTo(500);
            assertThat(one.service().description().requestsPerSecond()).isNull();
        }

        @Test
        void writesNothingThatTheTopicHasAlready() throws Exception {
            publication().run();
            topic(written);
            written.clear();

            publication().run();

            assertThat(written).isEmpty();
        }

        @Test
        void replacesWhatIsDifferentAndRemovesWhatIsNotConfiguredAnyMore() throws Exception {
            publication().run();
            topic(written);
            written.clear();
            directory.replace(new AuthServices(List.of(configured("one", "Renamed"))));

            publication().run();

            assertThat(names(written)).containsExactly("one", "two");
            assertThat(written.get(0).value()).isNotNull();
            assertThat(written.get(1).value()).isNull();
        }

        @Test
        void replacesAnEntryThatCannotBeReadAndLeavesAForeignKeyAlone() throws Exception {
            publication().run();
            topic(written);
            topic.set(0, record(0, topic.get(0).key(), new byte[] {1}));
            topic.add(record(topic.size(), new byte[] {2}, new byte[] {3}));
            String replaced = names(written).get(0);
            written.clear();

            publication().run();

            assertThat(names(written)).containsExactly(replaced);
        }

        @Test
        void goesByTheLastEntryOfAKey() throws Exception {
            publication().run();
            topic(written);
            topic.add(record(topic.size(), topic.get(0).key(), null));
            String removed = names(written).get(0);
            written.clear();

            publication().run();

            assertThat(names(written)).containsExactly(removed);
        }

        @Test
        void closesItsConsumerHoweverItEnds() throws Exception {
            publication().run();
            CataloguePublisher failing = publication(consumer -> {
                consumer.setPollException(new TimeoutException("gone"));
                return consumer;
            });
            topic(written);
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(failing::run);

            assertThat(consumers)
                    .hasSize(2)
                    .allSatisfy(consumer -> assertThat(consumer.closed()).isTrue());
        }
    }

    @Nested
    class AFailure {

        @Test
        void isATopicThatDoesNotExist() {
            CataloguePublisher publication = publication(consumer -> {
                consumer.updatePartitions(Topics.AUTH_SERVICES, List.of());
                return consumer;
            });

            assertThatExceptionOfType(UnknownTopicOrPartitionException.class).isThrownBy(publication::run);
        }

        @Test
        void isATopicThatCannotBeReadToItsEnd() {
            CataloguePublisher publication = publication(consumer -> {
                consumer.updateEndOffsets(Map.of(PARTITION, 7L));
                return consumer;
            });

            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(publication::run)
                    .withMessageContaining(Topics.AUTH_SERVICES);
            assertThat(written).isEmpty();
        }

        @Test
        void isAnEntryThatIsNotWritten() {
            CataloguePublisher publication = publication(
                    consumer -> consumer, record -> CompletableFuture.failedStage(new KafkaException("gone")));

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(publication::run)
                    .withCauseInstanceOf(KafkaException.class);
        }

        /** A task that dies would leave discovery with the old auth services, and nobody would know. */
        @Test
        void ofAnyKindIsRetriedUntilTheCatalogueIsPublished() throws InterruptedException {
            CountDownLatch published = new CountDownLatch(2);
            List<Throwable> failures =
                    new ArrayList<>(List.of(new IllegalStateException("a bug"), new NoClassDefFoundError("a bug")));
            CataloguePublisher publication = publication(consumer -> consumer, record -> {
                if (!failures.isEmpty()) {
                    throwUnchecked(failures.remove(0));
                }
                published.countDown();
                return completedStage(null);
            });

            try (BackgroundTask task = new BackgroundTask(
                    "catalogue-publication",
                    publication,
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
                    Duration.ofSeconds(5))) {
                task.start();

                assertThat(published.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(task.failures()).isEqualTo(2);
                assertThat(task.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aCancelledRunWaitsForKafkaNoLonger() throws Exception {
        CountDownLatch writing = new CountDownLatch(2);
        CataloguePublisher publication = publication(consumer -> consumer, record -> {
            writing.countDown();
            return new CompletableFuture<>();
        });
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                publication.run();
            } catch (Throwable failure) {
                ended.complete(failure);
            }
        });
        thread.start();
        writing.await();

        while (!ended.isDone()) {
            publication.cancel();
            Thread.onSpinWait();
        }

        assertThat(ended).isCompletedWithValueMatching(CancellationException.class::isInstance);
    }

    private CataloguePublisher publication() {
        return publication(consumer -> consumer);
    }

    private CataloguePublisher publication(
            Function<MockConsumer<byte[], byte[]>, MockConsumer<byte[], byte[]>> prepared) {
        return publication(prepared, record -> {
            written.add(record);
            return completedStage(null);
        });
    }

    private CataloguePublisher publication(
            Function<MockConsumer<byte[], byte[]>, MockConsumer<byte[], byte[]>> prepared,
            Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher) {
        return new CataloguePublisher(
                () -> prepared.apply(consumer()),
                () -> {
                    throw new AssertionError("everything can be decoded");
                },
                publisher,
                Clock.fixed(NOW, ZoneOffset.UTC),
                directory);
    }

    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                Topics.AUTH_SERVICES, List.of(new PartitionInfo(Topics.AUTH_SERVICES, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) topic.size()));
        consumer.schedulePollTask(() -> topic.forEach(consumer::addRecord));
        consumers.add(consumer);
        return consumer;
    }

    private void topic(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(record -> topic.add(new ConsumerRecord<>(
                record.topic(),
                0,
                topic.size(),
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty())));
    }

    private static ConsumerRecord<byte[], byte[]> record(int offset, byte[] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                Topics.AUTH_SERVICES,
                0,
                offset,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static List<String> names(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record(0, record.key(), record.value()))
                .map(AuthServiceCodec::readKey)
                .map(key -> key.authServiceId().value())
                .toList();
    }

    private static Configured configured(String name, String title) {
        return TestAuthServices.configured(name, new Described(), Map.of("name", title));
    }

    private static void throwUnchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private static final class Described implements SsoBackend {

        @Override
        public List<ParameterProperty> parameters() {
            return List.of(new ParameterProperty("Pin", true, true));
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
            return new CompletableFuture<>();
        }
    }
}
