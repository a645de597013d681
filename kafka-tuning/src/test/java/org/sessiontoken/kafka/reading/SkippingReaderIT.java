package org.sessiontoken.kafka.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

@Timeout(120)
class SkippingReaderIT {

    @TempDir
    static Path data;

    private static EmbeddedKafka kafka;

    private final String topic = "topic-" + UUID.randomUUID();
    private final TopicPartition p0 = new TopicPartition(topic, 0);
    private final TopicPartition p1 = new TopicPartition(topic, 1);
    private final List<String> received = new ArrayList<>();
    private final List<UndecodableRecords> passedOver = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Consumer<String> decoding = value -> {};

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(data));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void passesOverABatchThatIsDamagedAndReadsOnBehindIt() throws Exception {
        write(0, "a");
        write(0, "b1", "b2", "b3", "b4", "b5");
        write(0, "c");
        write(1, "d");
        damageBatchAt(1);

        read(assigned(), 3);

        assertThat(received).containsExactlyInAnyOrder("a", "c", "d");
        assertThat(passedOver).singleElement().satisfies(gap -> {
            assertThat(gap.partition()).isEqualTo(p0);
            assertThat(gap.firstOffset()).isEqualTo(1);
            assertThat(gap.nextOffset()).isEqualTo(6);
            assertThat(gap.lastOffset()).isEqualTo(5);
        });
    }

    @Test
    void passesOverALargeDamagedBatchWithoutTryingEachOfItsRecords() throws Exception {
        String[] many = new String[5_000];
        Arrays.fill(many, "x");
        write(0, many);
        write(0, "behind");
        damageBatchAt(0);

        read(assigned(), 1);

        assertThat(received).containsExactly("behind");
        assertThat(passedOver).singleElement().satisfies(gap -> {
            assertThat(gap.firstOffset()).isZero();
            assertThat(gap.nextOffset()).isEqualTo(5_000);
        });
    }

    @Test
    void readsWhatLiesBetweenDamagedBatches() throws Exception {
        for (int i = 0; i < 10; i++) {
            write(0, "good-" + i);
            write(0, "bad-" + i, "worse-" + i);
            damageBatchAt(i * 3L + 1);
        }

        read(assigned(), 10);

        assertThat(received)
                .containsExactly(
                        "good-0", "good-1", "good-2", "good-3", "good-4", "good-5", "good-6", "good-7", "good-8",
                        "good-9");
        assertThat(passedOver).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void passesOverTheDamagedEndOfAPartitionAndReceivesWhatIsWrittenLater() throws Exception {
        write(0, "bad");
        damageBatchAt(0);
        SkippingReader reader = assigned();
        await().until(() -> reader.poll(Duration.ofMillis(50)));
        assertThat(passedOver).hasSize(1);

        write(0, "later");

        read(reader, 1);
        assertThat(received).containsExactly("later");
    }

    @Test
    void receivesTheRecordsThatAnErrorHasMovedThePositionsOf() throws Exception {
        decoding = value -> {
            if (value.equals("bomb")) {
                throw new OutOfMemoryError("too large");
            }
        };
        write(1, "first of the other partition");
        write(0, "a", "b", "bomb", "c", "d");
        write(0, "e");
        write(1, "last of the other partition");

        read(assigned(), 7);

        assertThat(received)
                .containsExactlyInAnyOrder(
                        "a", "b", "c", "d", "e", "first of the other partition", "last of the other partition");
        assertThat(passedOver).singleElement().satisfies(gap -> {
            assertThat(gap.firstOffset()).isEqualTo(2);
            assertThat(gap.cause()).isInstanceOf(OutOfMemoryError.class);
        });
    }

    @Test
    void readsSinglyWhatDoesNotFitIntoTheMemoryTogether() throws Exception {
        List<String> held = new ArrayList<>();
        decoding = value -> {
            held.add(value);
            if (held.size() > 10 && !held.contains("single")) {
                throw new OutOfMemoryError("together too large");
            }
        };
        write(0, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        SkippingReader reader = reader(() -> {
            held.add("single");
            return consumer(SkippingReader.singleRecordSettings(settings()));
        });

        read(reader, 12);

        assertThat(received).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(passedOver).isEmpty();
    }

    @Test
    void throwsAFailureThatNoRecordHasCaused() throws Exception {
        write(0, "good");
        SkippingReader reader = assigned();
        read(reader, 1);
        OutOfMemoryError unrelated = new OutOfMemoryError("elsewhere");
        decoding = value -> {
            decoding = decodable -> {};
            throw unrelated;
        };
        write(0, "another");

        // The second consumer reads the record, so that reading goes on.
        read(reader, 2);

        assertThat(received).containsExactly("good", "another");
        assertThat(passedOver).isEmpty();
        reader.wakeUp();
        assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(5)))
                .isInstanceOf(org.apache.kafka.common.errors.WakeupException.class);
    }

    private void read(SkippingReader reader, int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            reader.poll(Duration.ofMillis(50));
            return received.size() >= count;
        });
    }

    private SkippingReader assigned() {
        return reader(() -> consumer(SkippingReader.singleRecordSettings(settings())));
    }

    private SkippingReader reader(Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> singles) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(settings());
        open.add(consumer);
        consumer.assign(List.of(p0, p1));
        consumer.seekToBeginning(List.of(p0, p1));
        SkippingReader reader = new SkippingReader(consumer, singles, new RecordReceiver() {
            @Override
            public void receive(ConsumerRecord<byte[], byte[]> record) {
                received.add(new String(record.value(), StandardCharsets.UTF_8));
            }

            @Override
            public void passOver(UndecodableRecords records) {
                passedOver.add(records);
            }
        });
        open.add(0, reader);
        reader.assigned(List.of(p0, p1));
        return reader;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(SkippingReader.SETTINGS);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer() {
            @Override
            public byte[] deserialize(String from, byte[] bytes) {
                decoding.accept(new String(bytes, StandardCharsets.UTF_8));
                return bytes;
            }
        });
    }

    /** Writes values as one batch. */
    private void write(int partition, String... values) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "linger.ms",
                10_000,
                "batch.size",
                1_000_000,
                "compression.type",
                "gzip");
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                sent.add(producer.send(
                        new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8))));
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    /** Changes the last byte of the batch that begins with an offset, as a disk may do. */
    private void damageBatchAt(long offset) throws IOException {
        Path log = data.resolve("records").resolve(p0.toString()).resolve("00000000000000000000.log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long batch = 0;
            while (true) {
                file.seek(batch);
                long baseOffset = file.readLong();
                int length = file.readInt();
                long end = batch + Long.BYTES + Integer.BYTES + length;
                if (baseOffset == offset) {
                    file.seek(end - 1);
                    int last = file.read();
                    file.seek(end - 1);
                    file.write(~last);
                    return;
                }
                batch = end;
            }
        }
    }
}
