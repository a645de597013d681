package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.client.SignOnReply;
import org.sessiontoken.client.SignOnReply.Declined;
import org.sessiontoken.client.SignOnReply.Refused;
import org.sessiontoken.client.SignOnReply.SignedOn;
import org.sessiontoken.client.SignOnRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.Topics;
import org.sessiontoken.it.SharedDeployment.Running;
import org.sessiontoken.sealing.SignOnCredentials;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** How a client signs on over a real Kafka, with a stand-in for the session service. */
@ExtendWith(SharedDeployment.class)
class SignOnClientIT {

    private static final int PARTITIONS = 12;
    private static final ClientId APP = new ClientId("app-1");

    private final Running running;
    private SessionServiceStandIn service;

    SignOnClientIT(Running running) {
        this.running = running;
    }

    @BeforeEach
    void start() throws Exception {
        createTopic();
        service = SessionServiceStandIn.start(
                running.kafka().bootstrapServers(), InternalSystem.NAME, running.deployment().keys.internal);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void createTopic() throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", running.kafka().bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(Topics.SIGN_ONS)) {
                admin.createTopics(List.of(new NewTopic(Topics.SIGN_ONS, PARTITIONS, (short) 1)
                                .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void getsTokensThatWereSealedForItsAttempt() {
        try (SessionTokenClient client = ready(Duration.ofSeconds(30))) {
            SignOnReply reply = signOn(client, "good-1", Optional.of("4711")).join();

            assertThat(reply).isInstanceOfSatisfying(SignedOn.class, signedOn -> {
                assertThat(signedOn.accessToken()).isEqualTo(Secret.ofText("access with good-1"));
                assertThat(signedOn.refreshToken()).contains(Secret.ofText("refresh with 4711"));
                assertThat(signedOn.clientId()).isEqualTo(APP);
                assertThat(signedOn.expiresAt())
                        .isBetween(Instant.now(), Instant.now().plus(SessionServiceStandIn.LIFETIME));
            });
        }
    }

    @Test
    void isRefusedAsTheServiceDecides() {
        try (SessionTokenClient client = ready(Duration.ofSeconds(30))) {
            assertThat(signOn(client, "unheard-of", Optional.empty()).join())
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.outcome()).isEqualTo(SignOnOutcome.UNAUTHORISED));
        }
    }

    /** Or two services could each let somebody sign on with the same token. */
    @Test
    void sendsAllAttemptsForATokenToThePartitionThatKafkasRuleGivesItsHash() {
        try (SessionTokenClient client = ready(Duration.ofSeconds(30))) {
            IntStream.range(0, 40)
                    .mapToObj(number -> signOn(client, "good-" + number % 20, Optional.empty()))
                    .toList()
                    .forEach(CompletableFuture::join);
        }

        List<String> hashes = IntStream.range(0, 20)
                .mapToObj(
                        number -> TokenHash.of(Secret.ofText("good-" + number)).value())
                .toList();
        List<ConsumerRecord<byte[], byte[]>> attempts = service.attempts().stream()
                .filter(attempt -> hashes.contains(new String(attempt.key(), StandardCharsets.UTF_8)))
                .toList();
        assertThat(attempts).hasSize(40).allSatisfy(attempt -> {
            assertThat(attempt.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(attempt.key())) % PARTITIONS);
            assertThat(text(attempt)).doesNotContain("good-");
        });
        assertThat(attempts.stream().map(ConsumerRecord::partition).distinct()).hasSizeGreaterThan(3);
    }

    private static String text(ConsumerRecord<byte[], byte[]> attempt) {
        StringBuilder text = new StringBuilder(new String(attempt.value(), StandardCharsets.UTF_8));
        attempt.headers().forEach(header -> text.append(new String(header.value(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    @Test
    void isDeclinedAsExpiredAtTheDeadlineWhenNobodyAnswers() {
        try (SessionTokenClient client = ready(Duration.ofMillis(500))) {
            assertThat(signOn(client, "silent", Optional.empty()))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isInstanceOfSatisfying(
                            Declined.class,
                            declined -> assertThat(declined.outcome()).isEqualTo(Outcome.EXPIRED));
        }
    }

    @Test
    void asksForTokensAndSignsOnAtTheSameTimeWithOneReader() {
        try (SessionTokenClient client = ready(Duration.ofSeconds(30))) {
            List<CompletableFuture<SessionTokenReply>> tokens =
                    IntStream.range(0, 50).mapToObj(i -> ask(client)).toList();
            List<CompletableFuture<SignOnReply>> signOns = IntStream.range(0, 50)
                    .mapToObj(i -> signOn(client, "good-" + i, Optional.empty()))
                    .toList();

            assertThat(tokens)
                    .allSatisfy(reply -> assertThat(reply.join()).isInstanceOf(SessionTokenReply.Issued.class));
            assertThat(signOns).allSatisfy(reply -> assertThat(reply.join()).isInstanceOf(SignedOn.class));
            assertThat(client.inFlight()).isZero();
        }
    }

    private SessionTokenClient ready(Duration deadline) {
        ClientSettings settings = new ClientSettings(
                        InternalSystem.NAME,
                        List.of(running.deployment().keys.internal),
                        Map.of("bootstrap.servers", running.kafka().bootstrapServers()),
                        deadline,
                        256,
                        Optional.empty(),
                        ClientSettings.DEFAULT_BROKER_GROUP)
                .withSignOn();
        SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC());
        await("client ready")
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> client.availability() == Availability.READY && client.canSignOn());
        return client;
    }

    private static CompletableFuture<SignOnReply> signOn(
            SessionTokenClient client, String token, Optional<String> pin) {
        return client.signOn(new SignOnRequest(
                        new TenantId(OperatorKeys.TENANT),
                        new AuthServiceId(Deployment.SCRIPTED),
                        APP,
                        new CorrelationId("sign-on-flow"),
                        new SignOnCredentials(
                                Secret.ofText(token), Secret.ofText("7WqJ3bXcT0aLk2mN9pRsVw"), pin.map(Secret::ofText)),
                        Optional.empty(),
                        Optional.empty()))
                .toCompletableFuture();
    }

    private static CompletableFuture<SessionTokenReply> ask(SessionTokenClient client) {
        return client.request(new SessionTokenRequest(
                        new TenantId(OperatorKeys.TENANT),
                        new AuthServiceId(Deployment.SCRIPTED),
                        new CorrelationId("client-flow"),
                        new Parameters(List.of(new Parameter("Say", Secret.ofText("somebody")))),
                        Optional.empty()))
                .toCompletableFuture();
    }
}
