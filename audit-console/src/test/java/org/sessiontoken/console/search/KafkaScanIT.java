package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;

class KafkaScanIT {

    private static final String REPLIES = Topics.REPLIES_PREFIX + "http-adapter";
    private static final int COUNT = 2_000;
    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static AccountHashes accounts;
    private static Map<String, Object> settings;

    @BeforeAll
    static void fill() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        accounts = IndexFixture.accounts(folder.resolve("index"));
        Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
        settings = GrouplessConsumers.settings(connection);
        settings.put("auto.offset.reset", "earliest");
        try (Admin admin = Admin.create(connection);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(Stream.of(Topics.REQUESTS, REPLIES)
                            .map(name -> new NewTopic(name, 2, (short) 1).configs(Map.of("retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
            for (int number = 0; number < COUNT; number++) {
                send(producer, RequestCodec.write(Events.request(number)), number);
                if (number != 500) {
                    send(producer, ReplyCodec.write(Events.reply(number), Optional.empty()), number);
                }
            }
            send(producer, new ProducerRecord<>(Topics.REQUESTS, new byte[1]), 700);
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, int number) {
        producer.send(new ProducerRecord<>(
                record.topic(), number % 2, at(number).toEpochMilli(), record.key(), record.value(), record.headers()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Instant at(int number) {
        return Events.START.plusMillis(number);
    }

    private static FlowFilter filter(int from, int to, String... parameter) {
        Map<String, String[]> parameters =
                parameter.length == 0 ? Map.of() : Map.of(parameter[0], new String[] {parameter[1]});
        return FilterParameters.read(parameters, accounts, true).between(at(from), at(to));
    }

    /** Collects what is found, and stops after so many looks. */
    private static final class Found implements ScanListener {

        private final List<FlowRow> rows = new ArrayList<>();
        private final int looks;
        private int looked;

        Found(int looks) {
            this.looks = looks;
        }

        @Override
        public void row(FlowRow row) {
            rows.add(row);
        }

        @Override
        public boolean progress(long scanned, long of, Instant at) {
            return looked++ < looks;
        }
    }

    private static KafkaScan.Result scan(FlowFilter filter, long max, Found found) {
        try (KafkaScan scan = new KafkaScan(
                GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                filter,
                accounts,
                JoinedFlows.Telling.AT_ONCE,
                found)) {
            return scan.run(max, found);
        }
    }

    @Test
    void findsTheRequestsOfItsTimeWithTheirOutcomes() {
        Found found = new Found(1_000);
        KafkaScan.Result result = scan(filter(400, 800), ALL, found);

        assertThat(found.rows)
                .hasSize(400)
                .allSatisfy(row -> assertThat(row.at()).isBetween(at(400), at(799)))
                .filteredOn(row -> row.kind().outcome() == null)
                .singleElement()
                .satisfies(row ->
                        assertThat(row.requestId()).isEqualTo(Events.id(500).value()));
        assertThat(result.end()).isEqualTo(KafkaScan.End.COMPLETE);
        // Earlier requests, too: their outcomes may be among these.
        assertThat(result.scanned()).isEqualTo(result.of()).isEqualTo(COUNT + (COUNT - 400));
        assertThat(result.unreadable()).isEqualTo(1);
        assertThat(result.completeFrom()).isEqualTo(at(400));
        assertThat(result.completeTo()).isEqualTo(at(800));
    }

    @Test
    void findsWhatTheFilterWants() {
        Found found = new Found(1_000);
        scan(filter(0, COUNT, "outcome", "unauthorised"), ALL, found);

        assertThat(found.rows)
                .hasSize(200)
                .allSatisfy(row -> assertThat(row.kind().outcome()).isEqualTo(Outcome.UNAUTHORISED));
    }

    @Test
    void saysHowFarItCameWhenItIsStopped() {
        KafkaScan.Result result = scan(filter(0, COUNT), ALL, new Found(0));

        assertThat(result.end()).isEqualTo(KafkaScan.End.STOPPED);
        assertThat(result.scanned()).isZero();
        assertThat(result.completeTo()).isEqualTo(at(0));
    }

    /** As when Kafka dies meanwhile: its consumer says nothing, and waits. */
    @Test
    void endsWhereNothingComesAnyMore() {
        Consumer<byte[], byte[]> consumer = GrouplessConsumers.create(settings);
        ScanListener silencing = new ScanListener() {
            @Override
            public void row(FlowRow row) {}

            @Override
            public boolean progress(long scanned, long of, Instant at) {
                consumer.pause(consumer.assignment());
                return true;
            }
        };
        try (KafkaScan scan = new KafkaScan(
                consumer,
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                filter(0, COUNT),
                accounts,
                JoinedFlows.Telling.AT_ONCE,
                silencing,
                Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> scan.run(ALL, silencing))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("Kafka has sent nothing for 1 s");
        }
    }

    @Test
    void looksAtNoMoreRecordsThanItMay() {
        KafkaScan.Result result = scan(filter(0, COUNT), 100, new Found(1_000));

        assertThat(result.end()).isEqualTo(KafkaScan.End.MAX_RECORDS);
        assertThat(result.scanned()).isBetween(100L, 200L);
        assertThat(result.completeTo()).isBefore(at(COUNT));
    }
}
