package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestId;

/** Whatever is on the request topic, and whatever Kafka lacks for a while: requests behind it are answered. */
class HarmfulRecordsIT {

    private static final String REPLIES = Topics.repliesTo(InternalSystem.NAME);
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void hundredsOfRecordsThatUnpackToMuchMoreThanTheyWereAllBecomeDeadLetters() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            Process broker = deployment.startBrokerProcess(List.of("-Xmx384m"), "ags.broker.topics.partitions=1");
            try {
                Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
                awaitTopics(kafka);
                replies.await(internal.sendAll("before", 1), 1);

                byte[] random = new byte[1_000_000];
                new Random(42).nextBytes(random);
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    records.add(record(" ".repeat(1_200_000).getBytes(StandardCharsets.UTF_8), new byte[0]));
                    records.add(withHeader(record(null, new byte[] {1}), "h".repeat(2 * 1024 * 1024)));
                    records.add(withHeader(record(null, new byte[] {1}), "\u0001".repeat(200_000)));
                }
                send(kafka, "gzip", records);
                send(kafka, "none", List.of(record(random, new byte[40_000])));
                List<RequestId> good = internal.sendAll("account", 20);

                assertIssued(replies.await(good, 1));
                Awaitility.await().atMost(SOON).until(() -> deadLetters(kafka).size() == 301);
                assertThat(deadLetters(kafka))
                        .allSatisfy(letter -> assertThat(letter.cut()).isNotEmpty());
                awaitCommitted(kafka, 1 + 301 + 20);
                assertThat(broker.isAlive()).isTrue();
            } finally {
                broker.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aRecordWhoseCodecCannotBeLoadedOrThatFitsIntoNoMemoryIsPassedOver() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.AUTH_SERVICES, 1, (short) 1)))
                    .all()
                    .get();
            send(kafka, "zstd", List.of(new ProducerRecord<>(Topics.AUTH_SERVICES, new byte[] {1}, new byte[] {1})));
            // As where nothing may be executed in the folder for temporary files.
            Process broker = deployment.startBrokerProcess(
                    List.of(
                            "-Xmx200m",
                            "-DZstdTempFolder=" + folder.resolve("missing"),
                            "-Dorg.xerial.snappy.tempdir="
                                    + folder.resolve("missing").resolve("too")),
                    "ags.broker.topics.partitions=1");
            try {
                Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
                awaitTopics(kafka);
                replies.await(internal.sendAll("before", 1), 1);

                send(kafka, "zstd", List.of(record(null, new byte[] {1})));
                List<RequestId> afterTheFirst = internal.sendAll("account", 2);
                send(kafka, "gzip", List.of(record(null, new byte[250 * 1024 * 1024])));
                List<RequestId> afterTheSecond = internal.sendAll("account", 2);

                assertIssued(replies.await(afterTheFirst, 1));
                assertIssued(replies.await(afterTheSecond, 1));
                assertThat(deadLetters(kafka))
                        .hasSize(2)
                        .allSatisfy(
                                letter -> assertThat(letter.reason().value()).isEqualTo("undecodable"))
                        .extracting(DeadLettered::offset)
                        .containsExactly(1L, 4L);
                awaitCommitted(kafka, 1 + 1 + 2 + 1 + 2);
                new TopicReader(kafka.bootstrapServers())
                        .await(Topics.AUTH_SERVICES, 3, entry -> entry.headers().lastHeader("ce_type") != null);
                assertThat(broker.isAlive()).isTrue();
            } finally {
                broker.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void requestsWaitWhileTheReplyTopicIsMissingAndAreAnsweredWhenItIsBack() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            deployment.startBroker("ags.broker.topics.partitions=1");
            Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
            awaitTopics(kafka);
            replies.await(internal.sendAll("before", 1), 1);

            admin.deleteTopics(List.of(REPLIES)).all().get();
            List<RequestId> waiting = internal.sendAll("account", 5);
            // Longer than the producer waits for a topic.
            Awaitility.await()
                    .during(Duration.ofSeconds(5))
                    .atMost(SOON)
                    .until(() -> deadLetters(kafka).isEmpty());
            try {
                admin.createTopics(List.of(new NewTopic(REPLIES, 1, (short) 1)))
                        .all()
                        .get();
            } catch (ExecutionException failed) {
                // The broker itself may have been faster.
                assertThat(failed).hasCauseInstanceOf(TopicExistsException.class);
            }

            List<SessionTokenReplied> answers = replies.await(waiting, 1);
            assertIssued(answers);
            // A reply whose acknowledgement was lost together with the topic is written twice, and alike.
            assertThat(answers.stream()
                            .map(answer -> answer.requestId() + " " + answer.tokenHash())
                            .distinct())
                    .hasSize(5);
            assertThat(deadLetters(kafka)).isEmpty();
            awaitCommitted(kafka, 6);
        }
    }

    private static void assertIssued(List<SessionTokenReplied> replies) {
        assertThat(replies).extracting(SessionTokenReplied::outcome).containsOnly(Outcome.ISSUED);
    }

    private static void awaitCommitted(KafkaUnderTest kafka, long offset) {
        try (CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers())) {
            Awaitility.await().atMost(SOON).until(() -> committed.of(0) == offset);
        }
    }

    private static List<DeadLettered> deadLetters(KafkaUnderTest kafka) {
        List<ConsumerRecord<byte[], byte[]>> found =
                new TopicReader(kafka.bootstrapServers()).read(Topics.DEAD_LETTERS);
        return found.stream().map(DeadLetterCodec::read).toList();
    }

    private static ProducerRecord<byte[], byte[]> record(byte @Nullable [] key, byte[] value) {
        return new ProducerRecord<>(Topics.REQUESTS, 0, key, value);
    }

    private static ProducerRecord<byte[], byte[]> withHeader(ProducerRecord<byte[], byte[]> record, String name) {
        record.headers().add(name, new byte[0]);
        return record;
    }

    private static void send(KafkaUnderTest kafka, String codec, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "compression.type",
                codec,
                "linger.ms",
                0,
                "max.request.size",
                400_000_000,
                "buffer.memory",
                500_000_000L);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private static void awaitTopics(KafkaUnderTest kafka) {
        TopicReader topics = new TopicReader(kafka.bootstrapServers());
        Awaitility.await()
                .atMost(SOON)
                .until(() -> topics.topics().containsAll(List.of(Topics.REQUESTS, REPLIES, Topics.DEAD_LETTERS)));
    }
}
