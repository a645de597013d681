package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.Topics;
import org.sessiontoken.it.SharedDeployment.Running;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** What the client library promises its users. */
@ExtendWith(SharedDeployment.class)
class SessionTokenClientIT {

    private final Running running;

    SessionTokenClientIT(Running running) {
        this.running = running;
    }

    @Test
    void getsAnIssuedTokenThatNoOtherRequestorCanOpen() {
        try (SessionTokenClient client = ready(settings(Duration.ofSeconds(30), 16))) {
            SessionTokenReply reply = ask(client, "somebody").join();

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Issued.class,
                            issued -> assertThat(issued.token().text()).matches("[a-z0-9]{26}"));
        }
    }

    @Test
    void declinesAtOnceWhatIsMoreThanMayBeInFlight() {
        try (SessionTokenClient client = ready(settings(Duration.ofSeconds(2), 3))) {
            List<CompletableFuture<SessionTokenReply>> waiting =
                    IntStream.range(0, 3).mapToObj(i -> ask(client, "nothing")).toList();

            assertThat(ask(client, "one too many"))
                    .isCompletedWithValueMatching(
                            reply -> isDeclined(reply, Outcome.UNAVAILABLE, "too-much-in-flight"));

            waiting.forEach(CompletableFuture::join);
            assertThat(ask(client, "room again").join()).isInstanceOf(Issued.class);
        }
    }

    @Test
    void declinesAsExpiredAtTheDeadlineWhenNobodyAnswers() {
        try (SessionTokenClient client = ready(settings(Duration.ofMillis(300), 16))) {
            assertThat(ask(client, "nothing"))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .matches(reply -> isDeclined(reply, Outcome.EXPIRED, "no-reply"));
        }
    }

    @Nested
    class Closing {

        @Test
        void answersWhatIsInFlightAndTakesNothingMore() {
            SessionTokenClient client = ready(settings(Duration.ofSeconds(30), 1_000));
            List<CompletableFuture<SessionTokenReply>> inFlight = IntStream.range(0, 200)
                    .mapToObj(i -> ask(client, "account-" + i))
                    .toList();

            client.close();

            assertThat(inFlight)
                    .allSatisfy(reply -> assertThat(reply).isCompletedWithValueMatching(Issued.class::isInstance));
            assertThat(ask(client, "too late"))
                    .isCompletedWithValueMatching(reply -> isDeclined(reply, Outcome.UNAVAILABLE, "client-closing"));
            assertThat(client.availability()).isEqualTo(Availability.CLOSING);
        }

        @Test
        void mayBeDoneTwice() {
            SessionTokenClient client = ready(settings(Duration.ofSeconds(5), 16));

            client.close();
            client.close();
        }
    }

    @Nested
    class TheReplyPosition {

        @Test
        void isThatOfThePartitionAskedFor() {
            ClientSettings onPartition2 = on(settings(Duration.ofSeconds(30), 16), 2);
            try (SessionTokenClient client = ready(onPartition2)) {
                Issued issued = (Issued) ask(client, "partition-2").join();

                ConsumerRecord<byte[], byte[]> reply = running.topics()
                        .await(Topics.ALL_REPLIES, 1, record -> Replies.isTo(record, issued.requestId()))
                        .get(0);
                assertThat(reply.partition()).isEqualTo(2);
            }
        }

        @Test
        void isFixedBeforeTheClientSaysItIsReadySoThatNoReplyIsMissed() {
            for (int start = 0; start < 10; start++) {
                try (SessionTokenClient client = ready(settings(Duration.ofSeconds(20), 16))) {
                    assertThat(ask(client, "first-" + start).join()).isInstanceOf(Issued.class);
                }
            }
        }

        @Test
        void mayBeSharedByTwoClientsThatSkipWhatIsNotTheirs() {
            ClientSettings shared = on(settings(Duration.ofSeconds(30), 256), 1);
            try (SessionTokenClient one = ready(shared);
                    SessionTokenClient other = ready(shared)) {
                List<CompletableFuture<SessionTokenReply>> replies = IntStream.range(0, 200)
                        .mapToObj(i -> ask(i % 2 == 0 ? one : other, "shared-" + i))
                        .toList();

                assertThat(replies).allSatisfy(reply -> assertThat(reply.join()).isInstanceOf(Issued.class));
            }
        }
    }

    @Nested
    class WithoutKafka {

        @Test
        void isNotAvailableAndDeclinesAtOnce() {
            ClientSettings nowhere = ClientSettings.of(
                    InternalSystem.NAME,
                    List.of(running.deployment().keys.internal),
                    Map.of("bootstrap.servers", "127.0.0.1:" + Deployment.freePort()));
            try (SessionTokenClient client = SessionTokenClient.start(nowhere, Clock.systemUTC())) {
                assertThat(client.availability()).isEqualTo(Availability.STARTING);
                assertThat(ask(client, "anybody there?"))
                        .isCompletedWithValueMatching(
                                reply -> isDeclined(reply, Outcome.UNAVAILABLE, "kafka-unreachable"));
            }
        }
    }

    private ClientSettings settings(Duration deadline, int maxInFlight) {
        return new ClientSettings(
                InternalSystem.NAME,
                List.of(running.deployment().keys.internal),
                running.kafka().connections().of(LeastRights.BILLING),
                deadline,
                maxInFlight,
                Optional.empty(),
                ClientSettings.DEFAULT_BROKER_GROUP);
    }

    private static ClientSettings on(ClientSettings settings, int partition) {
        return new ClientSettings(
                settings.requestor(),
                settings.keys(),
                settings.kafka(),
                settings.deadline(),
                settings.maxInFlight(),
                Optional.of(partition),
                settings.brokerGroup());
    }

    private static SessionTokenClient ready(ClientSettings settings) {
        SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC());
        await("client ready").atMost(60, TimeUnit.SECONDS).until(() -> client.availability() == Availability.READY);
        return client;
    }

    private static CompletableFuture<SessionTokenReply> ask(SessionTokenClient client, String say) {
        CompletionStage<SessionTokenReply> reply = client.request(new SessionTokenRequest(
                new TenantId(OperatorKeys.TENANT),
                new AuthServiceId(Deployment.SCRIPTED),
                new CorrelationId("client-flow"),
                new Parameters(List.of(new Parameter("Say", Secret.ofText(say)))),
                Optional.empty()));
        return reply.toCompletableFuture();
    }

    private static boolean isDeclined(SessionTokenReply reply, Outcome outcome, String reason) {
        return reply instanceof Declined declined
                && declined.outcome() == outcome
                && declined.reason().value().equals(reason);
    }
}
