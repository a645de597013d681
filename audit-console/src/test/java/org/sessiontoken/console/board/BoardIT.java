package org.sessiontoken.console.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.sessiontoken.console.event.SampleFlows.NOON;
import static org.sessiontoken.console.event.SampleFlows.SERVICE;
import static org.sessiontoken.console.event.SampleFlows.TENANT;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.console.board.Breakers.InstanceBreaker;
import org.sessiontoken.console.board.RecentLoad.ServiceLoad;
import org.sessiontoken.console.deadletter.KnownLetters;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.event.SampleFlows;
import org.sessiontoken.console.event.WrittenTopics;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.BreakerChanged;
import org.sessiontoken.event.BreakerState;
import org.sessiontoken.event.ConsumerClientId;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.value.AuthServiceId;

class BoardIT {

    private static final String GROUP = "session-token-broker";
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AuthServiceCodec.Key KEY = new AuthServiceCodec.Key(TENANT, SERVICE);
    private static final AuthServiceId UNPUBLISHED = new AuthServiceId("unpublished");

    @TempDir
    private static Path folder;

    private static WrittenTopics topics;
    private static EventReader reader;

    private final PublishedServices catalogue = new PublishedServices();
    private final Breakers breakers = new Breakers();
    private final RecentLetters letters = KnownLetters.unread();
    private Instant indexedTo = NOON;
    private Instant now = NOON;

    @BeforeAll
    static void start() {
        topics = WrittenTopics.start(folder.resolve("kafka"));
        reader = topics.reader();
    }

    @AfterAll
    static void stop() {
        reader.close();
        topics.close();
    }

    @Test
    void showsTheBreakersOfInstancesThatRunAndTheLagOfTheirGroup() {
        topics.write(
                AuthServiceCodec.write(new AuthServiceDescribed(TENANT, SERVICE, Map.of(), List.of(), true, 500), NOON),
                0,
                null);
        change(SERVICE, BreakerState.CLOSED, BreakerState.OPEN, NOON, "broker-1");
        change(SERVICE, BreakerState.OPEN, BreakerState.HALF_OPEN, NOON.plusSeconds(10), "broker-1");
        change(SERVICE, BreakerState.CLOSED, BreakerState.OPEN, NOON, "broker-of-last-week");
        change(UNPUBLISHED, BreakerState.CLOSED, BreakerState.OPEN, NOON, "broker-1");
        topics.write(
                SampleFlows.deadLetter("unreadable-value", new EventPlace(Topics.REQUESTS, 0, 1), null, null), 0, null);
        write(0, NOON.minusSeconds(60));
        write(0, NOON.minusSeconds(30));
        write(1, NOON.minusSeconds(5));
        try (BackgroundTask following = new BackgroundTask("board", follower());
                Consumer<byte[], byte[]> broker = broker("broker-1")) {
            following.start();
            // It has read the first record of partition 0 and none of partition 1.
            broker.commitSync(Map.of(
                    new TopicPartition(Topics.REQUESTS, 0), new OffsetAndMetadata(1),
                    new TopicPartition(Topics.REQUESTS, 1), new OffsetAndMetadata(0)));
            BoardController controller = controller();
            await().atMost(LIMIT)
                    .until(() -> catalogue.services().size() == 1
                            && !breakers.of(new AuthServiceCodec.Key(TENANT, UNPUBLISHED), Optional.empty())
                                    .isEmpty()
                            && letters.counts().size() == 1
                            && letters.isRead());

            Board board = controller.board();

            assertThat(board.brokers()).isNotNull().satisfies(lag -> {
                assertThat(lag.instances()).isOne();
                assertThat(lag.lagRecords()).isEqualTo(2);
                assertThat(lag.lagSeconds()).isEqualTo(30.0);
            });
            assertThat(board.authServices())
                    .extracting(
                            Board.Service::authServiceId,
                            Board.Service::breaker,
                            Board.Service::since,
                            Board.Service::repeatable,
                            Board.Service::rateLimit)
                    .containsExactly(tuple(SERVICE, "half-open", NOON.plusSeconds(10), true, 500));
            assertThat(board.authServices().get(0).instances())
                    .extracting(InstanceBreaker::instance)
                    .containsExactly("broker-1");
            assertThat(board.deadLetters()).extracting(Board.Reason::count).containsExactly(1);
        }
        assertThat(new BrokerGroup(topics.admin(), reader, "never-there", Clock.fixed(NOON, ZoneOffset.UTC)).lag())
                .as("a group in which no broker has ever been")
                .hasValueSatisfying(none -> {
                    assertThat(none.instances()).isZero();
                    assertThat(none.lagRecords()).isEqualTo(3);
                    assertThat(none.lagSeconds()).isEqualTo(60.0);
                });
    }

    @Test
    void showsWhatAnAuthServiceHadToDo() {
        publish();
        letters.readToTheEnd(NOON);

        Board board = controller().board();

        assertThat(board.authServices()).singleElement().satisfies(service -> {
            assertThat(service.breaker()).isEqualTo("no-change-known");
            assertThat(service.perSecond()).isEqualTo(2.0);
            assertThat(service.refusedByReason()).isEqualTo(Map.of("token-expired", 6L));
            assertThat(service.p50Ms()).isEqualTo(0.7);
            assertThat(service.p99Ms()).isEqualTo(4.1);
        });
    }

    /** As after a start: a change that is not read yet may be there. */
    @Test
    void claimsNothingOfABreakerBeforeTheChangesAreRead() {
        publish();

        Board early = controller().board();
        letters.readToTheEnd(NOON);
        Board later = controller().board();

        assertThat(early.read()).isFalse();
        assertThat(early.authServices()).extracting(Board.Service::breaker).containsExactly("not-read-yet");
        assertThat(later.read()).isTrue();
        assertThat(later.authServices()).extracting(Board.Service::breaker).containsExactly("no-change-known");
    }

    /** Of a Kafka that does not answer nothing comes either. */
    @Test
    void takesNoSilenceForTheEndOfATopic() {
        topics.write(
                AuthServiceCodec.write(new AuthServiceDescribed(TENANT, SERVICE, Map.of(), List.of(), true, 500), NOON),
                0,
                null);
        AtomicInteger asked = new AtomicInteger();
        try (BackgroundTask following = new BackgroundTask("board", follower(() -> {
            asked.incrementAndGet();
            throw new TimeoutException("nobody answers");
        }))) {
            following.start();

            await().atMost(LIMIT).until(() -> asked.get() >= 2);

            assertThat(catalogue.services()).hasSize(1);
            assertThat(letters.isRead()).isFalse();
        }
    }

    /** Figures of five minutes in which nothing was read say that there was nothing to do. */
    @Test
    void saysSinceWhenNothingIsReadOfTheTopicThatWasReadTheLeastFar() {
        letters.readToTheEnd(NOON);
        now = NOON.plusSeconds(15);
        Board fresh = controller().board();
        now = NOON.plusSeconds(16);
        Board silent = controller().board();
        indexedTo = NOON.minusSeconds(60);
        Board full = controller().board();
        indexedTo = Instant.EPOCH;
        Board unknown = controller().board();

        assertThat(List.of(fresh, silent, full, unknown))
                .extracting(Board::asOf, Board::stale)
                .containsExactly(
                        tuple(NOON, false), tuple(NOON, true), tuple(NOON.minusSeconds(60), true), tuple(null, false));
    }

    @Test
    void hasOneRowForWhateverIsNotInTheCatalogue() {
        Board board = controller().board();

        assertThat(board.authServices()).isEmpty();
        assertThat(board.notInCatalogue()).isEqualTo(new Board.Others(3.0, Map.of("wrong-tenant", 900L), 0.2, 0.3));
    }

    private void publish() {
        catalogue.receive(received(AuthServiceCodec.write(
                new AuthServiceDescribed(TENANT, SERVICE, Map.of(), List.of(), true, 500), NOON)));
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> written) {
        return new ConsumerRecord<>(
                written.topic(),
                0,
                0,
                NOON.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }

    private static void write(int partition, Instant time) {
        topics.write(SampleFlows.record(SampleFlows.request("request-" + partition, "flow", 1)), partition, time);
    }

    private static void change(AuthServiceId service, BreakerState from, BreakerState to, Instant at, String instance) {
        topics.write(BreakerChangeCodec.write(new BreakerChanged(TENANT, service, from, to, at, instance)), 0, null);
    }

    private BoardController controller() {
        return new BoardController(
                catalogue,
                breakers,
                letters,
                (lately, services) -> new RecentLoad.Loads(
                        Map.of(KEY, new ServiceLoad(600, Map.of("token-expired", 6L), 0.7, 4.1)),
                        new ServiceLoad(900, Map.of("wrong-tenant", 900L), 0.2, 0.3),
                        indexedTo),
                new BrokerGroup(topics.admin(), reader, GROUP, Clock.fixed(NOON, ZoneOffset.UTC)),
                LATELY,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private TopicFollower follower() {
        return follower(() -> {});
    }

    /** @param asked runs before Kafka is asked where topics end */
    private TopicFollower follower(Runnable asked) {
        Map<String, Object> settings = BoardConfiguration.settings(topics.connection());
        Supplier<Consumer<byte[], byte[]>> singles =
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings));
        Supplier<Consumer<byte[], byte[]>> consumers =
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
                    @Override
                    public Map<TopicPartition, Long> endOffsets(
                            Collection<TopicPartition> partitions, Duration timeout) {
                        asked.run();
                        return super.endOffsets(partitions, timeout);
                    }
                };
        return new TopicFollower(consumers, singles, catalogue, breakers, letters, Clock.systemUTC());
    }

    /** A member of the brokers' group that has all partitions. */
    private static Consumer<byte[], byte[]> broker(String instance) {
        Map<String, Object> settings = new HashMap<>(topics.connection());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, ConsumerClientId.of(instance, "0a1b2c3d", 0));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.REQUESTS));
        await().atMost(LIMIT).until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return consumer.assignment().size() == 2;
        });
        return consumer;
    }
}
