package org.sessiontoken.console.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;

/** The index never claims more than it has read, whatever happens to it and to the topics. */
class TailIT {

    private static final String REPLIES = Topics.REPLIES_PREFIX + "http-adapter";
    private static final Instant NOW = Events.START.plus(Duration.ofHours(1));
    private static final Duration WINDOW = Duration.ofDays(7);

    @TempDir
    private static Path kafkaFolder;

    private static EmbeddedKafka kafka;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir
    private Path folder;

    private FlowIndex index;
    private TailStep step;
    private int failures;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(kafkaFolder));
        Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(connection);
        producer = new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stopKafka() {
        producer.close();
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void begin() throws Exception {
        createTopics();
        index = IndexFixture.index(folder);
        step = step(WINDOW);
    }

    @AfterEach
    void end() throws Exception {
        step.release();
        index.close();
        deleteTopics();
    }

    /** The times of the records are those of the tests, so Kafka must not find them old. */
    private static void createTopics() throws ExecutionException, InterruptedException {
        admin.createTopics(Stream.of(Topics.REQUESTS, REPLIES)
                        .map(name -> new NewTopic(name, 2, (short) 1).configs(Map.of("retention.ms", "-1")))
                        .toList())
                .all()
                .get();
    }

    private static void deleteTopics() throws ExecutionException, InterruptedException {
        deleteTopics(Topics.REQUESTS, REPLIES);
    }

    private static void deleteTopics(String... names) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(names)).all().get();
    }

    private TailStep step(Duration window) {
        // As the service has it: Kafka's clients ask for a minute for the end of a partition that was just deleted.
        Map<String, Object> connection = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "request.timeout.ms",
                2_500,
                "default.api.timeout.ms",
                5_000);
        Map<String, Object> settings = GrouplessConsumers.settings(connection);
        settings.put("auto.offset.reset", "none");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new TailStep(
                () -> GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                new TopicLooks(() -> Admin.create(connection), clock),
                index,
                window,
                clock);
    }

    private static void ask(int from, int to) throws ExecutionException, InterruptedException {
        for (int number = from; number < to; number++) {
            write(RequestCodec.write(Events.request(number)), number % 2, number);
        }
        producer.flush();
    }

    private static void answer(int from, int to) throws ExecutionException, InterruptedException {
        for (int number = from; number < to; number++) {
            write(ReplyCodec.write(Events.reply(number), Optional.empty()), number % 2, number + 1);
        }
        producer.flush();
    }

    private static void write(ProducerRecord<byte[], byte[]> record, int partition, long millis)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(
                record.topic(),
                partition,
                Events.START.toEpochMilli() + millis,
                record.key(),
                record.value(),
                record.headers()));
    }

    /** As the background task does it: what fails is released and tried again. */
    private void runUntil(Callable<Boolean> reached) {
        await().atMost(Duration.ofMinutes(2))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    try {
                        step.run();
                    } catch (IndexUnavailableException unwritable) {
                        failures++;
                        step.release();
                    } catch (KafkaException | ExecutionException passing) {
                        step.release();
                    }
                    return reached.call();
                });
    }

    private void readAll() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends();
        runUntil(() -> {
            Coverage coverage = coverage();
            return coverage.completeTo().equals(NOW)
                    && ends.entrySet().stream().allMatch(end -> covers(coverage, end.getKey(), end.getValue()));
        });
    }

    private static boolean covers(Coverage coverage, TopicPartition partition, long end) {
        return coverage.partitions().stream()
                .anyMatch(found -> found.topic().equals(partition.topic())
                        && found.partition() == partition.partition()
                        && found.to() == end
                        && Long.valueOf(end).equals(found.end()));
    }

    private static Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        admin.describeTopics(List.of(Topics.REQUESTS, REPLIES))
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                wanted.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Coverage coverage() {
        return index.read(IndexSnapshot::coverage);
    }

    private long rows() {
        return count("SELECT count(*) FROM flow");
    }

    private long count(String sql) {
        return index.read(snapshot -> {
            try (var statement = snapshot.connection().createStatement();
                    var found = statement.executeQuery(sql)) {
                return found.getLong(1);
            }
        });
    }

    @Test
    void joinsRequestsAndOutcomesAndIsCompleteToNow() throws Exception {
        ask(0, 100);
        answer(0, 90);

        readAll();

        assertThat(rows()).isEqualTo(100);
        assertThat(count("SELECT count(*) FROM flow WHERE replied IS NULL")).isEqualTo(10);
        assertThat(coverage().building()).isFalse();
        assertThat(coverage().completeFrom()).isEqualTo(Events.START);
        assertThat(coverage().outside()).isEmpty();
        assertThat(coverage().partitions()).hasSize(4);
    }

    @Test
    void goesOnAfterARestartAndCountsNothingTwice() throws Exception {
        ask(0, 100);
        answer(0, 50);
        readAll();
        step.release();
        index.close();
        answer(50, 100);

        index = IndexFixture.index(folder);
        step = step(WINDOW);
        index.open();
        assertThat(coverage().completeTo())
                .as("nobody has said yet whether there is more")
                .isEqualTo(Instant.EPOCH);
        readAll();

        assertThat(rows()).isEqualTo(100);
        assertThat(count("SELECT sum(outcomes) FROM flow")).isEqualTo(100);
        assertThat(count("SELECT sum(rows) FROM tally")).isEqualTo(100);
    }

    /** The console goes on saying what it has, and must not say that this is all. */
    @Test
    void saysWhatItHasNotReadWhileItsDiskIsFull() throws Exception {
        ask(0, 100);
        answer(0, 100);
        readAll();
        IndexFixture.writable(index, false);
        ask(100, 200);
        runUntil(() -> failures > 1);
        ask(200, 300);

        runUntil(() -> notReadYet().equals(List.of(200L)));

        assertThat(coverage().completeTo()).isBefore(NOW);
        assertThat(rows()).isEqualTo(100);

        IndexFixture.writable(index, true);
        readAll();
        assertThat(notReadYet()).isEmpty();
        assertThat(rows()).isEqualTo(300);
    }

    private List<Long> notReadYet() {
        return coverage().outside().stream()
                .filter(outside -> outside.what().equals("not-read-yet"))
                .map(Coverage.Outside::records)
                .toList();
    }

    /** Kafka has had records for it since it was seen first, and those are not read. */
    @Test
    void claimsNothingOfAPartitionThatItCouldNotBegin() throws Exception {
        ask(0, 100);
        readAll();
        IndexFixture.writable(index, false);
        admin.createPartitions(Map.of(Topics.REQUESTS, NewPartitions.increaseTo(3)))
                .all()
                .get();
        // More than are read at once.
        for (int number = 100; number < 12_100; number++) {
            write(RequestCodec.write(Events.request(number)), 2, number);
        }
        producer.flush();
        runUntil(() -> failures > 1 && notReadYet().equals(List.of(12_000L)));

        IndexFixture.writable(index, true);
        runUntil(() -> rows() > 100);

        assertThat(coverage().completeTo()).isBefore(NOW);
        readAll();
        assertThat(rows()).isEqualTo(12_100);
    }

    @Test
    void isBuiltAgainWhenItsFolderIsDeletedWhileItRuns() throws Exception {
        ask(0, 100);
        answer(0, 100);
        readAll();
        deleteFolder();

        answer(0, 1);
        runUntil(() -> Files.exists(folder.resolve("flows.db")));
        readAll();

        assertThat(rows()).isEqualTo(100);
        assertThat(count("SELECT max(outcomes) FROM flow")).isEqualTo(2);
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void isBuiltAgainWhenATopicIsDeletedAndCreatedAgain() throws Exception {
        ask(0, 100);
        answer(0, 100);
        readAll();

        deleteTopics();
        createTopics();
        // More than there was: the offsets alone tell nothing.
        ask(200, 320);
        answer(200, 320);
        readAll();

        assertThat(rows()).isEqualTo(120);
        assertThat(coverage().completeFrom()).isEqualTo(Events.START.plusMillis(200));
    }

    @Test
    void saysWhatKafkaDeletedBeforeItWasRead() throws Exception {
        ask(0, 100);
        answer(0, 100);
        readAll();
        step.release();
        ask(100, 200);
        answer(100, 200);
        admin.deleteRecords(Map.of(new TopicPartition(Topics.REQUESTS, 0), RecordsToDelete.beforeOffset(80)))
                .all()
                .get();

        step = step(WINDOW);
        readAll();

        assertThat(coverage().outside()).anySatisfy(outside -> {
            assertThat(outside.what()).isEqualTo("lost");
            assertThat(outside.records()).isEqualTo(30);
        });
        assertThat(coverage().completeFrom())
                .as("after the first request that was left on partition 0")
                .isEqualTo(Events.START.plusMillis(161));
        assertThat(rows()).as("the outcomes are there").isEqualTo(200);
    }

    @Test
    void readsAPartitionThatIsAdded() throws Exception {
        ask(0, 100);
        answer(0, 100);
        readAll();

        admin.createPartitions(Map.of(Topics.REQUESTS, NewPartitions.increaseTo(3)))
                .all()
                .get();
        write(RequestCodec.write(Events.request(500)), 2, 500);
        producer.flush();
        readAll();

        assertThat(rows()).isEqualTo(101);
        assertThat(coverage().completeFrom()).isEqualTo(Events.START);
        assertThat(coverage().partitions()).hasSize(5);
    }

    @Test
    void readsTheTopicOfARequestorThatIsAdded() throws Exception {
        String billing = Topics.REPLIES_PREFIX + "billing";
        ask(0, 100);
        readAll();

        admin.createTopics(List.of(new NewTopic(billing, 1, (short) 1).configs(Map.of("retention.ms", "-1"))))
                .all()
                .get();
        try {
            runUntil(() -> coverage().partitions().stream()
                    .anyMatch(partition -> partition.topic().equals(billing)));
        } finally {
            admin.deleteTopics(List.of(billing)).all().get();
        }
    }

    /** As where the console may not even know that the topic exists. */
    @Test
    void saysWhoseOutcomesItCannotSee() throws Exception {
        ask(0, 100);
        answer(0, 90);
        admin.deleteTopics(List.of(REPLIES)).all().get();
        try {
            runUntil(() -> coverage().partitions().size() == 2 && rows() == 100);

            assertThat(coverage().unseenRequestors()).containsExactly("http-adapter");
            assertThat(coverage().outside()).extracting(Coverage.Outside::what).contains("outcomes-not-seen");
        } finally {
            deleteTopics(Topics.REQUESTS);
            createTopics();
        }
        answer(0, 100);
        readAll();

        assertThat(coverage().unseenRequestors()).isEmpty();
    }

    @Test
    void countsARecordThatCannotBeReadAsLookedAt() throws Exception {
        ask(0, 10);
        write(new ProducerRecord<>(Topics.REQUESTS, "key".getBytes(), "no event".getBytes()), 0, 10);
        write(new ProducerRecord<>(REPLIES, null, new byte[0]), 1, 11);
        answer(0, 10);

        readAll();

        assertThat(rows()).isEqualTo(10);
        assertThat(coverage().completeTo()).isEqualTo(NOW);
        assertThat(coverage().outside()).singleElement().satisfies(outside -> {
            assertThat(outside.what()).isEqualTo("unreadable");
            assertThat(outside.records()).isEqualTo(2);
        });
    }

    @Test
    void saysWhatIsOlderThanItsWindow() throws Exception {
        ask(0, 100);
        answer(0, 100);
        Instant since = Events.START.plusMillis(50);
        step = step(Duration.between(since, NOW));

        readAll();

        assertThat(coverage().completeFrom()).isEqualTo(since);
        assertThat(coverage().outside()).anySatisfy(outside -> {
            assertThat(outside.what()).isEqualTo("not-indexed");
            assertThat(outside.before()).isEqualTo(since);
            assertThat(outside.from()).isEqualTo(Events.START);
        });
    }
}
