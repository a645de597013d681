package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.springframework.context.ConfigurableApplicationContext;

/** Whoever guesses is slowed down, by all instances together, and whoever does not is not. */
class GuessingIT {

    private static final String LOGIN = "Login";
    private static final String GUESSER = "203.0.113.66";
    private static final int PARTITIONS = 4;

    /** Of an address at an account; that of an address is four times as high. */
    private static final int BOUND = 5;

    @TempDir
    private Path folder;

    private final AtomicInteger logins = new AtomicInteger();
    private HttpServer login;
    private KafkaUnderTest kafka;
    private Deployment deployment;
    private InternalSystem internal;

    @BeforeEach
    void start() throws IOException {
        login = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        login.createContext("/", this::answer);
        login.start();
        kafka = KafkaUnderTest.start(folder.resolve("kafka"));
        deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
        internal = new InternalSystem(kafka.connections(), deployment.keys);
    }

    @AfterEach
    void stop() {
        internal.close();
        deployment.close();
        kafka.close();
        login.stop(0);
    }

    /** Takes the password "right" of everybody. */
    private void answer(HttpExchange exchange) throws IOException {
        logins.incrementAndGet();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean right = form.contains("password=right");
        byte[] body = (right ? "{\"user\":\"" + form.hashCode() + "\"}" : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(right ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ConfigurableApplicationContext startBroker(String instance) {
        String path = "ags.broker.auth-services[3].";
        return deployment.startBroker(
                "ags.broker.instance=" + instance,
                "ags.broker.guessing.window=1h",
                "ags.broker.guessing.failures-per-address-and-account=" + BOUND,
                "ags.broker.guessing.failures-per-address=" + 4 * BOUND,
                path + "tenant-id=" + OperatorKeys.TENANT,
                path + "auth-service-id=" + LOGIN,
                path + "type=http-callout",
                path + "guessing.account-parameter=Username",
                path + "options.uri=http://127.0.0.1:" + login.getAddress().getPort() + "/session",
                path + "options.body=form",
                path + "options.parameters.Username=username",
                path + "options.parameters.Password=password",
                path + "options.account-pointer=/user");
    }

    @Test
    void twoInstancesKeepOneLimitAndTheOwnerIsNotLockedOut() {
        ConfigurableApplicationContext one = startBroker("one");
        ConfigurableApplicationContext two = startBroker("two");
        Map<String, Integer> partitions = awaitBothInstances();
        int toOne = partitions.getOrDefault("one", -1);
        int toTwo = partitions.getOrDefault("two", -1);
        for (int i = 0; i < BOUND; i++) {
            assertThat(ask(toOne, GUESSER, "alice", "wrong").outcome()).isEqualTo(Outcome.UNAUTHORISED);
        }
        awaitKeys(two, 4);
        int before = logins.get();

        SessionTokenReplied elsewhere = ask(toTwo, GUESSER, "Alice", "right");

        assertThat(elsewhere.outcome()).isEqualTo(Outcome.THROTTLED);
        assertThat(elsewhere.reason().value()).isEqualTo("too-many-failures-at-account");
        assertThat(elsewhere.retryAfter()).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
        assertThat(elsewhere.callerAddress()).isEqualTo(new IpAddress(GUESSER));
        assertThat(logins.get()).as("the login is not asked").isEqualTo(before);
        assertThat(ask(toTwo, "198.51.100.1", "alice", "right").outcome())
                .as("the owner, from elsewhere")
                .isEqualTo(Outcome.ISSUED);
        assertThat(ask(toOne, GUESSER, "bob", "right").outcome())
                .as("another account, from the same address")
                .isEqualTo(Outcome.ISSUED);
        assertThat(topics().read(Topics.FAILURES)).isNotEmpty().allSatisfy(GuessingIT::namesNobody);
        deployment.stop(two);
        deployment.stop(one);

        startBroker("three");

        assertThat(ask(toOne, GUESSER, "alice", "right").outcome())
                .as("after a restart of all")
                .isEqualTo(Outcome.THROTTLED);
    }

    @Test
    void anAddressIsSlowedDownOverAllAccountsAndAnIpv6NetworkIsOneAddress() {
        startBroker("one");
        for (int i = 0; i < 4 * BOUND; i++) {
            assertThat(ask(0, "2001:db8:1:2::" + i, "account-" + i, "wrong").outcome())
                    .isEqualTo(Outcome.UNAUTHORISED);
        }

        SessionTokenReplied throttled = ask(0, "2001:db8:1:2:ffff::1", "bob", "right");

        assertThat(throttled.outcome()).isEqualTo(Outcome.THROTTLED);
        assertThat(throttled.reason().value()).isEqualTo("too-many-failures-of-address");
        assertThat(ask(0, "2001:db8:1:3::1", "bob", "right").outcome()).isEqualTo(Outcome.ISSUED);
    }

    @Test
    void aRightSignatureIsNeverRefusedForTheWrongOnesOfTheSameAddress() {
        startBroker("one");
        HeadEnd headEnd = deployment.startAdapter("ags.adapter.trusted-proxies[0]=127.0.0.0/8");
        Deployment.awaitReady(headEnd);
        String forged = deployment.keys.operatorToken() + "A";
        for (int i = 0; i < 4 * BOUND; i++) {
            assertThat(signIn(headEnd, GUESSER, forged).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> throttled = signIn(headEnd, GUESSER, forged);

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(1L, 3600L);
        assertThat(throttled.body()).doesNotContain("failures");
        assertThat(signIn(headEnd, GUESSER, deployment.keys.operatorToken()).statusCode())
                .isEqualTo(200);
        assertThat(signIn(headEnd, "198.51.100.1", forged).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> signIn(HeadEnd headEnd, String address, String token) {
        HttpRequest.Builder request =
                headEnd.request(Deployment.SHARED_SECRET, "guessing", HeadEnd.body("OperatorAuthToken", token));
        return headEnd.send(request.header("X-Forwarded-For", "192.0.2.1, " + address))
                .join();
    }

    private static void namesNobody(ConsumerRecord<byte[], byte[]> record) {
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .doesNotContain(GUESSER, "alice", "Alice", LOGIN, OperatorKeys.TENANT);
    }

    private TopicReader topics() {
        return new TopicReader(kafka.bootstrapServers());
    }

    /** Waits until each instance answers, and says by which partition it is reached. */
    private Map<String, Integer> awaitBothInstances() {
        return Awaitility.await("both instances answer")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            Map<String, Integer> reached = new HashMap<>();
                            IntStream.range(0, PARTITIONS)
                                    .forEach(partition -> reached.put(
                                            ask(partition, "192.0.2.1", "probe", "right")
                                                    .instance(),
                                            partition));
                            return reached;
                        },
                        reached -> reached.keySet().containsAll(List.of("one", "two")));
    }

    private static void awaitKeys(ConfigurableApplicationContext broker, int count) {
        MeterRegistry meters = broker.getBean(MeterRegistry.class);
        Awaitility.await("the other instance knows")
                .atMost(Duration.ofSeconds(30))
                .until(() -> meters.get(Metric.FAILURE_KEYS.meterName()).gauge().value() >= count);
    }

    private SessionTokenReplied ask(int partition, String address, String account, String password) {
        RequestId requestId = new RequestId(UUID.randomUUID().toString());
        TenantId tenant = new TenantId(OperatorKeys.TENANT);
        AuthServiceId service = new AuthServiceId(LOGIN);
        Parameters parameters = new Parameters(List.of(
                new Parameter("Username", Secret.ofText(account)), new Parameter("Password", Secret.ofText(password))));
        Instant now = Instant.now();
        ProducerRecord<byte[], byte[]> record = InternalSystem.record(new SessionTokenRequested(
                requestId,
                tenant,
                service,
                parameters.names(),
                Envelope.seal(
                        Credentials.write(parameters),
                        Purpose.CREDENTIALS,
                        Binding.toRequest(requestId, tenant, service),
                        internal.key()),
                now,
                now.plusSeconds(30),
                InternalSystem.NAME,
                Attempt.FIRST,
                new IpAddress(address)));
        awaitTopics();
        internal.send(new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers()));
        return new Replies(topics()).await(List.of(requestId), 1).get(0);
    }

    private void awaitTopics() {
        Awaitility.await("the broker has made its topics")
                .atMost(Duration.ofSeconds(30))
                .until(() -> topics().topics().contains(Topics.repliesTo(InternalSystem.NAME)));
    }
}
