package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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

/** Thousands of records that nobody can read, among good ones: each is set aside once, and none stops its partition. */
class PoisonIT {

    private static final int POISON = 10_000;
    private static final int EACH_GOOD = 50;
    private static final int PARTITIONS = 4;
    private static final Duration SOON = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final Random random = new Random(20);

    @Test
    void tenThousandAreAllSetAsideWithAReasonAndARestartFindsNothingToDo() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            TopicReader topics = new TopicReader(kafka.bootstrapServers());
            Process broker = deployment.startBrokerProcess(List.of("-Xmx512m"));
            try {
                Awaitility.await()
                        .atMost(SOON)
                        .until(() -> topics.topics().contains(Topics.repliesTo(InternalSystem.NAME)));

                List<RequestId> good = sendAll(kafka, internal);

                List<SessionTokenReplied> replies = new Replies(topics).await(good, 1);
                assertThat(replies)
                        .hasSize(good.size())
                        .extracting(SessionTokenReplied::outcome)
                        .containsOnly(Outcome.ISSUED);
                awaitCommitted(kafka, POISON + good.size());
                assertEachIsSetAsideOnce(topics);
                assertThat(broker.isAlive()).isTrue();
                broker.destroy();
                broker.waitFor();

                broker = deployment.startBrokerProcess(List.of("-Xmx512m"));

                new Replies(topics).await(internal.sendAll("after", 1), 1);
                assertEachIsSetAsideOnce(topics);
                assertThat(new Replies(topics).now(good)).hasSize(good.size());
            } finally {
                broker.destroyForcibly().waitFor();
            }
        }
    }

    private List<RequestId> sendAll(KafkaUnderTest kafka, InternalSystem internal) throws Exception {
        List<RequestId> good = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "compression.type",
                        "gzip",
                        "max.request.size",
                        10_000_000,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < POISON; i++) {
                sent.add(producer.send(poison(i, internal)));
                if (i % EACH_GOOD == 0) {
                    good.addAll(internal.sendAllTo(i / EACH_GOOD % PARTITIONS, "account", 1));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
        return good;
    }

    private ProducerRecord<byte[], byte[]> poison(int number, InternalSystem internal) {
        byte[] some = new byte[1 + random.nextInt(100)];
        random.nextBytes(some);
        ProducerRecord<byte[], byte[]> request = InternalSystem.record(internal.request("never"));
        return switch (number % 100) {
            case 0 -> record(number, "k".repeat(2 * 1024 * 1024), request.value());
            case 1 -> withHeader(record(number, "key", request.value()), "h".repeat(2 * 1024 * 1024));
            case 2 -> withHeader(record(number, "key", some), "\u0001".repeat(100_000));
            case 3 -> record(number, "key", null);
            case 4 -> record(number, "key", "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            case 5 -> record(number, "key", "{\"parameters\":[]}".getBytes(StandardCharsets.UTF_8));
            case 6 -> record(number, "", request.value());
            case 7 -> record(number, "two\nlines", request.value());
            default -> record(number, "key", number % 2 == 0 ? some : part(request.value()));
        };
    }

    private byte[] part(byte[] value) {
        return Arrays.copyOf(value, random.nextInt(value.length));
    }

    private static ProducerRecord<byte[], byte[]> record(int number, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.REQUESTS, number % PARTITIONS, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static ProducerRecord<byte[], byte[]> withHeader(ProducerRecord<byte[], byte[]> record, String name) {
        record.headers().add(name, new byte[0]);
        return record;
    }

    private static void assertEachIsSetAsideOnce(TopicReader topics) {
        List<DeadLettered> letters = topics.read(Topics.DEAD_LETTERS).stream()
                .map(DeadLetterCodec::read)
                .toList();
        Set<String> places = new HashSet<>();
        letters.forEach(letter -> places.add(letter.partition() + "-" + letter.offset()));
        assertThat(letters).hasSize(POISON);
        assertThat(places).hasSize(POISON);
        assertThat(letters)
                .allSatisfy(letter -> assertThat(letter.reason().value())
                        .isIn(
                                "unreadable-key",
                                "unreadable-headers",
                                "unreadable-value",
                                "plain-parameters",
                                "too-large"));
    }

    private static void awaitCommitted(KafkaUnderTest kafka, long all) {
        try (CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers())) {
            Awaitility.await().atMost(SOON).until(() -> {
                long sum = 0;
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sum += committed.of(partition);
                }
                return sum == all;
            });
        }
    }
}
