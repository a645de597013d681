package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Topics;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.value.RequestId;

/**
 * Sends what nobody would think of to running services: over HTTP, as events, and as signed tokens. Nothing hangs, nothing is
 * answered with a 500, nothing quotes a secret, and whoever asks well is answered all the while.
 *
 * <p>{@code -Dfuzz.duration=2h} lets each of the three run for longer, and {@code -Dfuzz.seed=…} repeats a run.
 */
class FuzzIT {

    private static final Duration EACH = DurationText.parse(System.getProperty("fuzz.duration", "10s"))
            .orElseThrow(() -> new IllegalArgumentException("fuzz.duration must be a duration, such as 10s or 2h"));

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_128L);

    /** It has a character that no correlation ID may have, so that nothing echoes it. */
    private static final String CANARY = "c\u00e4nary-4711";

    private static final String[] WORDS = {
        CANARY,
        "\r\n",
        "\r\n\r\n",
        "\n",
        "\0",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "{",
        "}",
        "[[[[[[[[[[[[[[[[",
        "null",
        "-1",
        "1e999",
        "0.1",
        "2147483648",
        "99999999999999999999",
        ":",
        ";",
        ",",
        "%",
        "=",
        ".",
        "..",
        "/ags/getSessionToken",
        "HTTP/1.1",
        "HTTP/2.0",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 5\r\n",
        "Expect: 100-continue\r\n",
        "Connection: close\r\n",
        "Upgrade: h2c\r\n",
        "Forwarded: for=\"\r\n",
        "x-auth-service-id: Scripted\r\n",
        "{\"parameters\":[{\"name\":\"Say\",\"value\":\"" + CANARY + "\"}]}",
        "\"alg\":\"none\"",
        "eyJhbGciOiJub25lIn0",
        "\ufeff",
        "\u2028",
        "\ud83d\ude00"
    };

    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 ([0-9]{3}) ");

    @TempDir
    private static Path folder;

    private static KafkaUnderTest kafka;
    private static Deployment deployment;
    private static HeadEnd headEnd;
    private static Warnings log;

    @BeforeAll
    static void start() {
        System.out.println("Fuzzing for " + EACH + " each with -Dfuzz.seed=" + SEED);
        kafka = KafkaUnderTest.start(folder.resolve("kafka"));
        deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
        deployment.startBroker("ags.broker.guessing.enabled=false");
        headEnd = deployment.startAdapter();
        Deployment.awaitReady(headEnd);
        log = Warnings.listening();
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(log.lines())
                    .as("nothing logs a secret, or a bug")
                    .noneMatch(line -> line.contains(CANARY) || line.contains("this is a bug"));
        } finally {
            log.close();
            deployment.close();
            kafka.close();
        }
    }

    /** Gives inputs until the time is over, and good requests among them. */
    private static void fuzz(String kind, List<byte[]> corpus, Consumer<byte[]> target) {
        Mutations mutations = new Mutations(SEED, WORDS);
        corpus.forEach(input -> give(kind, input, target));
        long end = System.nanoTime() + EACH.toNanos();
        int count = 0;
        while (System.nanoTime() < end) {
            give(kind, mutations.of(corpus), target);
            if (++count % 500 == 0) {
                assertThat(headEnd.askWithGoodToken("among-" + kind).join().statusCode())
                        .isEqualTo(200);
            }
        }
        System.out.println("Fuzzed " + kind + ": " + count + " inputs");
        assertThat(headEnd.askWithGoodToken("after-" + kind).join().statusCode())
                .isEqualTo(200);
    }

    private static void give(String kind, byte[] input, Consumer<byte[]> target) {
        try {
            target.accept(input);
        } catch (AssertionError found) {
            throw new AssertionError("seed " + SEED + ", see " + FuzzCorpus.keep(kind, input), found);
        }
    }

    @Test
    void overHttp() {
        fuzz("http", FuzzCorpus.of("http"), FuzzIT::send);
    }

    private static void send(byte[] request) {
        try (Socket socket = new Socket(
                InetAddress.getByName(headEnd.adapter().getHost()),
                headEnd.adapter().getPort())) {
            // Longer than any limit of the server's.
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            assertFitting(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException hangs) {
            fail("the connection was neither answered nor closed");
        } catch (IOException closed) {
            // The server may close a connection that it refuses before all was sent.
        }
    }

    private static void assertFitting(String responses) {
        assertThat(responses).doesNotContain(CANARY);
        Matcher status = STATUS.matcher(responses);
        while (status.find()) {
            assertThat(status.group(1)).isNotEqualTo("500");
        }
        if (!responses.isEmpty()) {
            assertThat(responses).startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void asTokens() {
        List<byte[]> corpus = new ArrayList<>(FuzzCorpus.of("tokens"));
        String good = deployment.keys.operatorToken();
        corpus.add(good.getBytes(StandardCharsets.UTF_8));
        fuzz("tokens", corpus, token -> {
            String text = new String(token, StandardCharsets.UTF_8);
            var response = headEnd.ask(Deployment.SHARED_SECRET, "OperatorAuthToken", text);
            assertThat(response.body()).doesNotContain(CANARY);
            if (text.equals(good)) {
                assertThat(response.statusCode()).isEqualTo(200);
            } else {
                assertThat(response.statusCode()).as("a forged token").isIn(400, 401, 413);
            }
        });
    }

    @Test
    void asEvents() throws Exception {
        List<byte[]> corpus = new ArrayList<>(FuzzCorpus.of("events"));
        List<RequestId> good = new ArrayList<>();
        try (InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < 5; i++) {
                corpus.add(InternalSystem.record(internal.request(CANARY)).value());
            }
            Mutations places = new Mutations(SEED, WORDS);
            fuzz("events", corpus, value -> {
                producer.send(record(places, internal, value));
                if (places.number(100) == 0) {
                    good.addAll(internal.sendAll("account", 1));
                }
            });
            producer.flush();
        }
        awaitAllDone();
        Replies replies = new Replies(topics());
        assertThat(replies.await(good, 1)).hasSize(good.size());
        assertThat(topics().read(Topics.ALL_REPLIES)).noneMatch(FuzzIT::quotes);
        assertThat(topics().read(Topics.DEAD_LETTERS)).noneMatch(FuzzIT::quotes);
    }

    private static boolean quotes(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8).contains(CANARY);
    }

    /** The value with the key and the headers of a request, or with others. */
    private static ProducerRecord<byte[], byte[]> record(Mutations places, InternalSystem internal, byte[] value) {
        ProducerRecord<byte[], byte[]> like = InternalSystem.record(internal.request("x"));
        byte[] key = places.number(4) == 0 ? places.of(List.of(like.key())) : like.key();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.REQUESTS, places.number(4), key, value);
        Stream.of(like.headers().toArray())
                .filter(header -> places.number(20) > 0)
                .forEach(header -> record.headers()
                        .add(
                                header.key(),
                                places.number(8) == 0 ? places.of(List.of(header.value())) : header.value()));
        return record;
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Every record was answered or set aside: its offset is committed. */
    private static void awaitAllDone() throws Exception {
        List<TopicPartition> partitions = IntStream.range(0, 4)
                .mapToObj(partition -> new TopicPartition(Topics.REQUESTS, partition))
                .toList();
        try (CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (TopicPartition partition : partitions) {
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
                Awaitility.await("all records of " + partition + " are done")
                        .atMost(Duration.ofSeconds(60).plus(EACH))
                        .until(() -> committed.of(partition.partition()) >= end);
            }
        }
    }

    private static TopicReader topics() {
        return new TopicReader(kafka.bootstrapServers());
    }
}
