package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.broker.issuing.IssuingKeys;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The rotation of the manual, of all four kinds of keys, by the commands of the manual, while two broker instances and an adapter
 * run and are asked all the time. No request is refused, and one that both instances process gets one token.
 */
class KeyRotationIT {

    private static final TenantId TENANT = new TenantId("demo");
    private static final AuthServiceId SERVICE = new AuthServiceId("operator-jwt");
    private static final AccountId ACCOUNT = new AccountId("account-1");
    private static final RequestorName BILLING = new RequestorName("billing");
    private static final int PARTITIONS = 4;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<RequestId, SessionTokenRequested> sent = new ConcurrentHashMap<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private String kafka = "";
    private ConfigurableApplicationContext first;
    private ConfigurableApplicationContext second;
    private ConfigurableApplicationContext adapter;
    private URI http;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws IOException {
        for (String purpose : List.of("sealing", "issuing", "dead-letters", "operator")) {
            assertThat(keys("new", purpose, file(purpose).toString())).isZero();
        }
        KeySetFile.write(file("billing"), List.of(NamedKey.random("billing", "A256GCMKW")));
        EmbeddedKafka node = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.resolve("kafka"), 0));
        running.push(node);
        kafka = node.bootstrapServers();
        first = broker("broker-1");
        second = broker("broker-2");
        adapter = HttpAdapterApplication.application()
                .run(
                        "--server.port=0",
                        "--management.server.port=",
                        "--spring.kafka.bootstrap-servers=" + kafka,
                        "--spring.autoconfigure.exclude=" + ServiceArguments.FOR_THE_CONSOLE_ALONE,
                        "--ags.adapter.default-tenant=" + TENANT,
                        "--ags.adapter.shutdown-grace-period=0s",
                        "--ags.adapter.sealing-keys=" + file("sealing"));
        running.push(adapter);
        http = URI.create("http://127.0.0.1:" + adapter.getEnvironment().getProperty("local.server.port"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        running.push(producer);
        await("ready", () -> status(HttpRequest.newBuilder(http.resolve("/actuator/health/readiness"))) == 200);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    @Test
    void ofAllKeysRefusesNoRequestAndGivesEachOneToken() {
        assertThat(ask().join()).isEqualTo(200);
        CompletableFuture<Void> load = keepAsking();
        // Not on the common pool, where the answers of HTTP arrive: with two processors it has one thread.
        CompletableFuture<Void> twice =
                CompletableFuture.runAsync(this::keepSendingTwice, task -> new Thread(task, "sends-twice").start());

        // Add to each, and wait until everybody has it.
        rotate("sealing");
        rotate("dead-letters");
        rotate("operator");
        assertThat(keys("rotate", "issuing", file("issuing").toString(), "--wait", "10s"))
                .isZero();
        awaitTaken(1);
        List<KeySetEntry> issuing = current("issuing");
        Instant beginning = issuing.get(1).notBefore().orElseThrow();
        assertThat(Instant.now()).as("all have the new key before it begins").isBefore(beginning);

        // Make first.
        rotate("sealing");
        rotate("dead-letters");
        rotate("operator");
        awaitTaken(2);
        awaitRounds(5);
        awaitAnswered();

        // Remove, once the requests before have ended.
        rotate("sealing");
        rotate("dead-letters");
        rotate("operator");
        await("the new issuing key begins", () -> !Instant.now().isBefore(beginning));
        awaitRounds(1);
        awaitAnswered();
        rotate("issuing");
        awaitTaken(3);
        awaitRounds(5);
        enough.set(true);
        load.join();
        twice.join();

        assertThat(statuses).hasSizeGreaterThan(20).containsOnly(200);
        assertOneTokenEach(issuing);
        assertThat(current("issuing")).containsExactly(issuing.get(1));
        assertThat(refused()).isZero();
        assertThat(kidOfANewDeadLetter())
                .isEqualTo(current("dead-letters").get(0).key().kid());
    }

    private void assertOneTokenEach(List<KeySetEntry> issuing) {
        IssuingKeys all = IssuingKeys.of(issuing);
        TokenIssuer issuer = new TokenIssuer(() -> all);
        awaitAnswered();
        Map<RequestId, Set<String>> instances = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(Topics.repliesTo(BILLING))) {
            SessionTokenReplied reply = ReplyCodec.read(record).reply();
            SessionTokenRequested request = Objects.requireNonNull(sent.get(reply.requestId()));
            assertThat(reply.tokenHash())
                    .as("token of a request of %s, from %s", request.requestedAt(), reply.instance())
                    .isEqualTo(TokenHash.of(issuer.issue(request, ACCOUNT)));
            instances
                    .computeIfAbsent(reply.requestId(), first -> new HashSet<>())
                    .add(reply.instance());
        }
        assertThat(instances.values())
                .as("requests that both instances processed")
                .anyMatch(both -> both.size() == 2);
        Instant beginning = issuing.get(1).notBefore().orElseThrow();
        assertThat(sent.values()).anyMatch(request -> request.requestedAt().isBefore(beginning));
        assertThat(sent.values()).anyMatch(request -> !request.requestedAt().isBefore(beginning));
    }

    private ConfigurableApplicationContext broker(String instance) {
        ConfigurableApplicationContext broker = BrokerApplication.application()
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.kafka.bootstrap-servers=" + kafka,
                        "--ags.development=true",
                        "--ags.broker.instance=" + instance,
                        "--ags.broker.topics.partitions=" + PARTITIONS,
                        // A new key is to begin soon, and later than what may be in flight.
                        "--ags.broker.requestor-clock-skew=1s",
                        "--ags.broker.max-deadline=30s",
                        "--ags.broker.requestors.http-adapter=" + file("sealing"),
                        "--ags.broker.requestors.billing=" + file("billing"),
                        "--ags.broker.issuing.keys=" + file("issuing"),
                        "--ags.broker.intake.dead-letter-keys=" + file("dead-letters"),
                        "--ags.broker.auth-services[0].tenant-id=" + TENANT,
                        "--ags.broker.auth-services[0].auth-service-id=" + SERVICE,
                        "--ags.broker.auth-services[0].type=shared-secret-jwt",
                        "--ags.broker.auth-services[0].options.keys=" + file("operator"));
        running.push(broker);
        return broker;
    }

    private Path file(String purpose) {
        return folder.resolve(purpose + ".jwks.json");
    }

    private List<KeySetEntry> current(String purpose) {
        return KeySetFile.entries(file(purpose), DevelopmentKeys.ALLOWED);
    }

    /** Does the next step at once: this test waits by itself until all have the step before. */
    private void rotate(String purpose) {
        assertThat(keys("rotate", purpose, file(purpose).toString(), "--wait", "0s"))
                .isZero();
    }

    private static int keys(String... arguments) {
        PrintWriter output = new PrintWriter(new StringWriter());
        return TokenBroker.commandLine(
                        Clock.systemUTC(),
                        () -> {
                            throw new AssertionError("keys needs no shell");
                        },
                        new Shutdown())
                .setOut(output)
                .setErr(output)
                .execute(Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new));
    }

    private void awaitTaken(int changes) {
        int issuing = changes == 3 ? 2 : 1;
        await(
                "everybody has the change",
                () -> Stream.of(first, second)
                                .allMatch(broker -> taken(broker, "sealing-keys-http-adapter") == changes
                                        && taken(broker, "dead-letter-keys") == changes
                                        && taken(broker, "issuing-keys") == issuing
                                        && reloads(broker) == changes)
                        && taken(adapter, "sealing-keys") == changes);
    }

    private static double taken(ConfigurableApplicationContext program, String files) {
        return changes(program, files, "taken");
    }

    private double refused() {
        return Stream.of(first, second, adapter)
                .flatMap(program -> Stream.of(
                                "sealing-keys", "sealing-keys-http-adapter", "dead-letter-keys", "issuing-keys")
                        .map(files -> changes(program, files, "refused")))
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static double changes(ConfigurableApplicationContext program, String files, String result) {
        return Optional.ofNullable(program.getBean(MeterRegistry.class)
                        .find("ags.files.changes")
                        .tags("files", files, "result", result)
                        .functionCounter())
                .map(counter -> counter.count())
                .orElse(0.0);
    }

    private static double reloads(ConfigurableApplicationContext broker) {
        return broker.getBean(MeterRegistry.class)
                .get("ags.broker.reloads")
                .tag("result", "taken")
                .counter()
                .count();
    }

    /** As a head-end that signs with the first key of the file. */
    private CompletableFuture<Void> keepAsking() {
        return ask().thenCompose(status -> {
            statuses.add(status);
            rounds.incrementAndGet();
            return enough.get() ? CompletableFuture.completedFuture(null) : keepAsking();
        });
    }

    private CompletableFuture<Integer> ask() {
        HttpRequest request = HttpRequest.newBuilder(http.resolve("/ags/getSessionToken"))
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", SERVICE.value())
                .POST(BodyPublishers.ofString(
                        "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"" + operatorToken() + "\"}]}"))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
    }

    private String operatorToken() {
        NamedKey key = current("operator").get(0).key();
        return new OperatorSecret(SERVICE, TENANT, key)
                .mint(ACCOUNT, Optional.empty(), Duration.ofMinutes(5), Clock.systemUTC());
    }

    /** As after a failover: each request is on all partitions, so that each instance processes it. */
    private void keepSendingTwice() {
        SealingKey key = new SealingKey(
                BILLING,
                KeySetFile.read(file("billing"), DevelopmentKeys.ALLOWED).get(0));
        while (!enough.get()) {
            SessionTokenRequested request = request(key);
            sent.put(request.requestId(), request);
            ProducerRecord<byte[], byte[]> record = RequestCodec.write(new RequestEvent(
                    new CorrelationId("twice"),
                    request,
                    new ReturnAddress(
                            Optional.of(CorrelationKey.of(request.requestId())), Optional.empty(), Optional.empty()),
                    Optional.empty()));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(
                        record.topic(), partition, record.key(), record.value(), record.headers()));
            }
            int before = rounds.get();
            await("time passes", () -> rounds.get() > before + 2 || enough.get());
        }
    }

    private SessionTokenRequested request(SealingKey key) {
        RequestId requestId = new RequestId(UUID.randomUUID().toString());
        Parameters parameters =
                new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText(operatorToken()))));
        Instant now = Instant.now();
        return new SessionTokenRequested(
                requestId,
                TENANT,
                SERVICE,
                parameters.names(),
                Envelope.seal(
                        Credentials.write(parameters),
                        Purpose.CREDENTIALS,
                        Binding.toRequest(requestId, TENANT, SERVICE),
                        key),
                now,
                now.plusSeconds(30),
                BILLING);
    }

    private String kidOfANewDeadLetter() {
        producer.send(new ProducerRecord<>(Topics.REQUESTS, "no event".getBytes(StandardCharsets.UTF_8)));
        await("a dead letter", () -> !read(Topics.DEAD_LETTERS).isEmpty());
        Jwe value = Objects.requireNonNull(
                DeadLetterCodec.read(read(Topics.DEAD_LETTERS).get(0)).value());
        String header = value.compact().split("\\.", -1)[0];
        return String.valueOf(JoseJson.reader()
                .deserialize(
                        new StringReader(new String(Base64Url.decode(header).orElseThrow(), StandardCharsets.UTF_8)))
                .get("kid"));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Waits for a reply to each request that is sent by now. */
    private void awaitAnswered() {
        Set<RequestId> now = Set.copyOf(sent.keySet());
        await(
                "replies",
                () -> read(Topics.repliesTo(BILLING)).stream()
                        .map(record -> ReplyCodec.read(record).reply().requestId())
                        .collect(Collectors.toSet())
                        .containsAll(now));
    }

    private void awaitRounds(int more) {
        int before = rounds.get();
        await("requests that began after the change have ended", () -> rounds.get() > before + more);
    }

    private static int status(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.discarding())
                .thenApply(response -> response.statusCode())
                .join();
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(condition::getAsBoolean);
    }
}
