package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.access.Browser;
import org.sessiontoken.console.access.ConsoleAccess;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an answer claims is true at every moment, also while the index is built, and of what is not in it. */
class CoverageHttpIT {

    /** A second apart, up to now. */
    private static final int COUNT = 6_000;

    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofMinutes(50);
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Instant FIRST =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(APART.multipliedBy(COUNT));
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void write() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(connection);
        admin.createTopics(Stream.of(Topics.REQUESTS, Topics.REPLIES_PREFIX + "http-adapter", Topics.ACCESSES)
                        .map(name -> new NewTopic(name, 2, (short) 1))
                        .toList())
                .all()
                .get();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < COUNT; number++) {
                ProducerRecord<byte[], byte[]> record = RequestCodec.write(Events.request(number));
                producer.send(new ProducerRecord<>(
                        record.topic(),
                        number % 2,
                        at(number).toEpochMilli(),
                        record.key(),
                        record.value(),
                        record.headers()));
            }
        }
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static Instant at(int number) {
        return FIRST.plus(APART.multipliedBy(number));
    }

    private static long writtenBefore(Instant time) {
        return IntStream.range(0, COUNT)
                .filter(number -> at(number).isBefore(time))
                .count();
    }

    private static Instant time(JsonNode coverage, String name) {
        return Instant.parse(coverage.get(name).asString());
    }

    private static long sum(JsonNode coverage, String from, String to) {
        return coverage.get("partitions")
                .valueStream()
                .filter(partition -> partition.get("topic").asString().equals(Topics.REQUESTS))
                .mapToLong(partition ->
                        partition.get(to).asLong() - partition.get(from).asLong())
                .sum();
    }

    private static List<String> outside(JsonNode coverage) {
        return coverage.get("outside")
                .valueStream()
                .map(part -> part.get("what").asString())
                .toList();
    }

    /** Kafka sends the console so many bytes in a second, or as many as it wants. */
    private static void slowDown(@Nullable Double bytesPerSecond) throws Exception {
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "audit-index")),
                        List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond)))))
                .all()
                .get();
    }

    private static ConsoleAccess start(String name, String window) throws IOException {
        return ConsoleAccess.start(
                kafka.bootstrapServers(),
                Files.createDirectory(folder.resolve(name)),
                "--ags.console.index.window=" + window);
    }

    @Test
    void anAnswerClaimsWhatIsReadAndNoMoreWhileTheIndexIsBuilt() throws Exception {
        slowDown(100_000.0);
        try (ConsoleAccess console = start("built", "7d")) {
            Browser viewer = console.viewer();
            List<Boolean> building = new ArrayList<>();
            await("the index is built").atMost(LONG).until(() -> {
                HttpResponse<String> answer = viewer.get("/api/flows?limit=1");
                if (answer.statusCode() == 503) {
                    assertThat(answer.body()).contains("The index cannot be read now: try again");
                    return false;
                }
                JsonNode page = JSON.readTree(answer.body());
                assertIsTrue(page);
                building.add(page.at("/coverage/building").asBoolean());
                // What was seen of it is enough.
                if (page.get("total").asLong() > 0) {
                    slowDown(null);
                }
                return !page.at("/coverage/building").asBoolean();
            });

            assertThat(building).contains(true);
            JsonNode page = viewer.json("/api/flows?limit=1");
            assertThat(page.get("total").asLong()).isEqualTo(COUNT);
            assertThat(time(page.get("coverage"), "completeFrom")).isEqualTo(at(0));
            assertThat(outside(page.get("coverage"))).isEmpty();
        } finally {
            slowDown(null);
        }
    }

    private static void assertIsTrue(JsonNode page) {
        JsonNode coverage = page.get("coverage");
        long total = page.get("total").asLong();
        assertThat(total)
                .as("one row for each record that is claimed to be read")
                .isEqualTo(sum(coverage, "from", "to"));
        assertThat(total)
                .as("requests before " + coverage.get("completeTo"))
                .isGreaterThanOrEqualTo(writtenBefore(time(coverage, "completeTo")));
        if (coverage.get("building").asBoolean()) {
            assertThat(outside(coverage)).containsAnyOf("not-read-yet", "unknown");
        }
        coverage.get("outside")
                .valueStream()
                .filter(part -> part.get("what").asString().equals("not-read-yet"))
                .forEach(part -> assertThat(part.get("records").asLong()).isEqualTo(sum(coverage, "to", "end")));
    }

    @Test
    void whatIsOlderThanTheIndexIsNamedAndFoundByAScan() throws IOException {
        try (ConsoleAccess console = start("windowed", WINDOW.toString())) {
            Browser viewer = console.viewer();
            await("the index is built")
                    .atMost(LONG)
                    .until(() -> viewer.get("/api/flows?limit=1").body().contains("\"building\":false"));

            JsonNode coverage = viewer.json("/api/flows?limit=1").get("coverage");
            JsonNode older = coverage.get("outside")
                    .valueStream()
                    .filter(part -> part.get("what").asString().equals("not-indexed"))
                    .findFirst()
                    .orElseThrow();

            assertThat(older.get("before")).isEqualTo(coverage.get("completeFrom"));
            assertThat(time(older, "from")).isEqualTo(at(0));
            assertThat(time(older, "before"))
                    .isBetween(Instant.now().minus(WINDOW).minusSeconds(300), at(COUNT));
            Set<String> all = new HashSet<>();
            JsonNode page = viewer.json("/api/flows?limit=1000&from=" + time(older, "before"));
            all.addAll(ids(page));
            while (!page.get("next").isNull()) {
                page = viewer.json("/api/flows?limit=1000&from=" + time(older, "before") + "&before="
                        + page.get("next").asString());
                all.addAll(ids(page));
            }
            List<String> scanned = viewer.get("/api/scan?from=" + time(older, "from") + "&to=" + time(older, "before"))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("data: {\"requestId\""))
                    .map(line -> JSON.readTree(line.substring("data: ".length()))
                            .get("requestId")
                            .asString())
                    .toList();
            assertThat(scanned).hasSizeGreaterThan(1_000).doesNotContainAnyElementsOf(all);
            all.addAll(scanned);
            assertThat(all).hasSize(COUNT);
        }
    }

    private static List<String> ids(JsonNode page) {
        return page.get("rows")
                .valueStream()
                .map(row -> row.get("requestId").asString())
                .toList();
    }
}
