package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/**
 * How fast the console's index is built from this many events, how large it is, and how fast it is searched; beside a consumer
 * that reads the same events and does nothing with them.
 *
 * <p>Arguments: the folder for data, the folder for results, and how many events: one half requests, the other half outcomes.
 */
final class ConsoleIndex {

    static final RequestorName ADAPTER = new RequestorName("http-adapter");
    /** As a small console would have them. */
    static final List<String> FLAGS = List.of("-Xmx256m");

    static final int ACCOUNTS = 50_000;
    private static final TenantId TENANT = new TenantId("demo");
    private static final int PER_SECOND = 500;
    private static final int SEALED_BYTES = 240;
    private static final Jwe SEALED = sealed();

    private final Random random;
    private final String requestId;
    private final String correlationId;
    private final String authService;
    private final IpAddress caller;
    private final Instant at;

    /** The request with a number, always the same. */
    ConsoleIndex(int number, Instant start) {
        this.random = new Random(number);
        this.requestId = new UUID(random.nextLong(), random.nextLong()).toString();
        this.correlationId = new UUID(random.nextLong(), random.nextLong()).toString();
        this.authService = "service-" + random.nextInt(8);
        this.caller = new IpAddress("10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256));
        this.at = start.plusMillis(number * 1_000L / PER_SECOND);
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path data = Path.of(args[0]).toAbsolutePath();
        int events = Integer.parseInt(args[2]);
        Path logs = Files.createDirectories(data.resolve("logs"));
        int port = Programs.freePort();
        String bootstrapServers = "127.0.0.1:" + port;
        Instant start = Clock.systemUTC().instant().minus(Duration.ofSeconds(60 + events / 2 / PER_SECOND));
        try (Jvm kafka = Jvm.start(
                "kafka", logs, KafkaProgram.class, List.of(data.resolve("kafka").toString(), Integer.toString(port)))) {
            createTopics(bootstrapServers);
            fill(bootstrapServers, events / 2, start);
            Path found = data.resolve("found.md");
            List<String> arguments = List.of(
                    bootstrapServers,
                    data.resolve("index").toString(),
                    found.toString(),
                    Integer.toString(events),
                    Long.toString(bytes(data.resolve("kafka"), "ags.session-token")),
                    start.toString());
            try (Jvm console = Jvm.startByCommand("console", logs, Path.of(""), command(arguments))) {
                while (console.isAlive()) {
                    Await.pause(Duration.ofMillis(200));
                }
            }
            if (!Files.exists(found)) {
                throw new IllegalStateException("the console gave up: see " + logs);
            }
            Tables.write(Path.of(args[1]), "console-index.md", Files.readString(found));
        }
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(FLAGS);
        command.addAll(Jvm.addedFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ConsoleIndexProgram.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** What the files below a folder whose path contains a text have, in bytes. */
    static long bytes(Path folder, String containing) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains(containing))
                    .filter(file -> file.toString().endsWith(".log")
                            || file.getFileName().toString().startsWith("flows.db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void createTopics(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Stream.of(Topics.REQUESTS, Topics.repliesTo(ADAPTER))
                            .map(name -> new NewTopic(name, BrokerSettings.PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static void fill(String bootstrapServers, int requests, Instant start) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "1");
        settings.put("linger.ms", 20);
        settings.put("batch.size", 128 * 1024);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < requests; number++) {
                ConsoleIndex flow = new ConsoleIndex(number, start);
                int partition = number % BrokerSettings.PARTITIONS;
                flow.send(producer, partition, RequestCodec.write(flow.request()), 0);
                flow.send(producer, partition, ReplyCodec.write(flow.reply(number), Optional.empty()), 2);
            }
        }
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer, int partition, ProducerRecord<byte[], byte[]> record, int later) {
        producer.send(new ProducerRecord<>(
                record.topic(), partition, at.toEpochMilli() + later, record.key(), record.value(), record.headers()));
    }

    String requestId() {
        return requestId;
    }

    String correlationId() {
        return correlationId;
    }

    IpAddress caller() {
        return caller;
    }

    static TokenHash tokenHash(int number) {
        return TokenHash.of(Secret.ofText("token-" + number));
    }

    private RequestEvent request() {
        return new RequestEvent(
                new CorrelationId(correlationId),
                new SessionTokenRequested(
                        new RequestId(requestId),
                        TENANT,
                        new AuthServiceId(authService),
                        List.of("OperatorAuthToken"),
                        SEALED,
                        at,
                        at.plusSeconds(10),
                        ADAPTER,
                        Attempt.FIRST,
                        caller),
                ReturnAddress.of(ADAPTER, CorrelationKey.of(new RequestId(requestId)), 0),
                Optional.empty());
    }

    /** Nine of ten are issued; of the rest, one in ten has one of forty rare reasons. */
    private ReplyEvent reply(int number) {
        int drawn = random.nextInt(100);
        boolean issued = drawn < 90;
        Outcome outcome = issued ? Outcome.ISSUED : drawn < 99 ? Outcome.UNAUTHORISED : Outcome.FORBIDDEN;
        String reason = issued ? "accepted" : drawn < 99 ? "bad-signature" : "rare-" + random.nextInt(40);
        return new ReplyEvent(
                new CorrelationId(correlationId),
                new SessionTokenReplied(
                        new RequestId(requestId),
                        TENANT,
                        new AuthServiceId(authService),
                        ADAPTER,
                        outcome,
                        new ReasonCode(reason),
                        null,
                        new AccountId("account-" + random.nextInt(ACCOUNTS)),
                        issued ? tokenHash(number) : null,
                        issued ? SEALED : null,
                        issued ? at.plusSeconds(300) : null,
                        null,
                        new Timings(at, at.plusNanos(500_000L + random.nextInt(2_000_000))),
                        "broker-1",
                        Attempt.FIRST,
                        caller),
                Optional.of(CorrelationKey.of(new RequestId(requestId))),
                Optional.empty());
    }

    /** As long as a request with one token is when it is sealed. */
    private static Jwe sealed() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        byte[] bytes = new byte[SEALED_BYTES];
        new Random(0).nextBytes(bytes);
        String part = encoder.encodeToString(bytes);
        String header = "{\"alg\":\"A256GCMKW\",\"enc\":\"A256GCM\",\"kid\":\"adapter-2026\",\"iv\":\""
                + part.substring(0, 16) + "\",\"tag\":\"" + part.substring(0, 22) + "\"}";
        return new Jwe(encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + part.substring(0, 43)
                + "." + part.substring(0, 16) + "." + part + "." + part.substring(0, 22));
    }
}
