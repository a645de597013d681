package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestId;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests are consumed out of order and by several instances: what must hold nevertheless. */
class ConsumingIT {

    @TempDir
    private Path folder;

    @Test
    void requestsThatAreNeverAnsweredHoldUpNoOther() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker(
                    "ags.broker.topics.partitions=1", "ags.broker.auth-services[1].guard.timeout-duration=60s");
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            List<CompletableFuture<HttpResponse<String>>> hanging = IntStream.range(0, 100)
                    .mapToObj(i -> headEnd.ask(Deployment.SCRIPTED, "hanging", "Say", "nothing"))
                    .toList();

            for (int i = 0; i < 50; i++) {
                assertThat(headEnd.askWithGoodToken("flowing").join().statusCode())
                        .isEqualTo(200);
            }

            assertThat(hanging).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void oneAuthServiceThatHangsIsRefusedAtItsBoundAndLeavesRoomForOthers() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker(
                    "ags.broker.auth-services[1].guard.max-concurrent-calls=10",
                    "ags.broker.auth-services[1].guard.timeout-duration=60s");
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=20s");
            Deployment.awaitReady(headEnd);
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 11)
                    .mapToObj(i -> headEnd.ask(Deployment.SCRIPTED, "hanging", "Say", "nothing"))
                    .toList();

            Object firstAnswer = CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new))
                    .join();

            assertThat(((HttpResponse<?>) firstAnswer).statusCode()).isEqualTo(503);
            assertThat(asked).filteredOn(CompletableFuture::isDone).hasSize(1);
            assertThat(headEnd.askWithGoodToken("others").join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anInstanceThatIsStoppedFinishesItsRequestsAndTheOtherTakesTheRest() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            ConfigurableApplicationContext leaving = deployment.startBroker("ags.broker.instance=leaving");
            deployment.startBroker("ags.broker.instance=staying");
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 200)
                    .mapToObj(i -> headEnd.askWithGoodToken("flow-" + i))
                    .toList();

            deployment.stop(leaving);

            assertThat(asked)
                    .allSatisfy(
                            response -> assertThat(response.join().statusCode()).isEqualTo(200));
            assertThat(headEnd.askWithGoodToken("after").join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theRequestsOfAnInstanceThatIsKilledAreTakenOverAndAnswered() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            Process killed = deployment.startBrokerProcess("ags.broker.instance=killed");
            try {
                HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=50s");
                Deployment.awaitReady(headEnd);
                assertThat(headEnd.askWithGoodToken("before").join().statusCode())
                        .isEqualTo(200);
                deployment.startBroker("ags.broker.instance=surviving");

                killed.destroyForcibly().waitFor();
                List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 100)
                        .mapToObj(i -> headEnd.askWithGoodToken("flow-" + i))
                        .toList();

                assertThat(asked)
                        .allSatisfy(response -> assertThat(response)
                                .succeedsWithin(Duration.ofSeconds(60))
                                .satisfies(answer ->
                                        assertThat(answer.statusCode()).isEqualTo(200)));
            } finally {
                killed.destroyForcibly();
            }
        }
    }

    @Test
    void whatAKilledInstanceHasAnsweredIsNotAnsweredAgainByTheOtherEvenAfterItsDeadline() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers());
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            Process killed =
                    deployment.startBrokerProcess("ags.broker.instance=killed", "ags.broker.topics.partitions=1");
            try {
                Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
                awaitTopics(kafka);
                replies.await(internal.sendAll("is-it-there", 1), 1);
                deployment.startBroker("ags.broker.instance=surviving");
                // One partition: the first one hangs, so that nothing after it is committed.
                List<RequestId> hanging = internal.sendAll("nothing", 1, Duration.ofSeconds(20));
                List<RequestId> answered = internal.sendAll("account", 300, Duration.ofSeconds(4));
                List<SessionTokenReplied> before = replies.await(answered, 1);

                killed.destroyForcibly().waitFor();

                Awaitility.await("all is done").atMost(Duration.ofSeconds(60)).until(() -> committed.of(0) == 302);
                assertThat(replies.now(hanging))
                        .singleElement()
                        .satisfies(reply -> assertThat(reply.instance()).isEqualTo("surviving"));
                assertThat(replies.now(answered)).containsExactlyElementsOf(before);
            } finally {
                killed.destroyForcibly();
            }
        }
    }

    /** What is in flight in it when it is stopped is answered by the other instance, in time or as expired. */
    @Test
    void anInstanceThatStoodStillAddsNothingToWhatTheOtherHasAnswered() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers());
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            Process stopped =
                    deployment.startBrokerProcess("ags.broker.instance=stopped", "ags.broker.topics.partitions=1");
            try {
                Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
                awaitTopics(kafka);
                replies.await(internal.sendAll("is-it-there", 1), 1);
                deployment.startBroker("ags.broker.instance=surviving");
                List<RequestId> patient = internal.sendAll("slowly", 20);
                List<RequestId> hasty = internal.sendAll("slowly", 20, Duration.ofSeconds(4));
                replies.await(internal.sendAll("account", 1), 1);

                Signal.STOP.to(stopped);
                List<RequestId> waiting = internal.sendAll("account", 20);
                Awaitility.await("all is done by the other")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> committed.of(0) == 62);
                Signal.CONT.to(stopped);

                // For longer than the slow ones take, and than the stopped instance needs to join its group again.
                Awaitility.await("no second outcome")
                        .during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> Stream.of(patient, hasty, waiting)
                                .allMatch(some -> replies.now(some).size() == 20));
                assertThat(replies.await(internal.sendAll("account", 1), 1)).hasSize(1);
            } finally {
                stopped.destroyForcibly();
            }
        }
    }

    @Test
    void aBackendThatThrowsAnErrorEndsNoOtherRequestAndNoInstance() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            deployment.startBroker("ags.broker.topics.partitions=1");
            Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
            awaitTopics(kafka);

            internal.sendAll("error", 3);
            List<RequestId> after = internal.sendAll("account", 3);

            assertThat(replies.await(after, 1))
                    .extracting(SessionTokenReplied::outcome)
                    .containsOnly(Outcome.ISSUED);
            // With the offsets behind the errors committed, no instance meets them again.
            try (CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers())) {
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> committed.of(0) == 6);
            }
        }
    }

    @Nested
    class TheCommittedOffset {

        @Test
        void isTheEndOnceAllAreAnsweredAndStaysBeforeARequestThatHangs() {
            try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                    Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                    InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys);
                    CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers())) {
                deployment.startBroker("ags.broker.topics.partitions=1");
                Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
                awaitTopics(kafka);

                replies.await(internal.sendAll("account", 20), 1);
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> committed.of(0) == 20);

                internal.sendAll("nothing", 1);
                replies.await(internal.sendAll("account", 20), 1);
                // Several commits later, it has not moved.
                Awaitility.await()
                        .during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> committed.of(0) == 20);
            }
        }

        @Test
        void isTheEndOnceTheNextInstanceHasFoundWhatTheOneBeforeHasAnsweredWhileItStopped() {
            try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                    Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                    InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys);
                    CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers())) {
                ConfigurableApplicationContext broker = deployment.startBroker("ags.broker.topics.partitions=1");
                Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
                awaitTopics(kafka);
                List<RequestId> slow = internal.sendAll("slowly", 5);
                replies.await(internal.sendAll("account", 1), 1);

                deployment.stop(broker);

                assertThat(replies.await(slow, 1)).hasSize(5);
                assertThat(committed.of(0)).isZero();
                deployment.startBroker("ags.broker.topics.partitions=1");
                Awaitility.await("it has looked for their outcomes").until(() -> committed.of(0) == 6);
                assertThat(replies.await(slow, 1)).hasSize(5);
            }
        }
    }

    @Test
    void aRequestThatNeverEndsPausesItsPartitionAtTheBoundAndNoOther() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            MeterRegistry meters = deployment
                    .startBroker(
                            "ags.broker.topics.partitions=2",
                            "ags.broker.intake.max-uncommitted-span=10",
                            "ags.broker.auth-services[1].guard.timeout-duration=60s")
                    .getBean(MeterRegistry.class);
            Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
            awaitTopics(kafka);
            internal.sendAllTo(0, "slowly", 1);
            replies.await(internal.sendAllTo(0, "account", 10), 1);
            List<RequestId> held = internal.sendAllTo(0, "account", 1);

            replies.await(internal.sendAllTo(1, "account", 20), 1);

            assertThat(replies.now(held)).isEmpty();
            Awaitility.await("it is seen to wait")
                    .until(() -> lag(meters, "records") == 1 && lag(meters, "seconds") > 0);
            assertThat(replies.await(held, 1)).hasSize(1);
            Awaitility.await("nothing waits").until(() -> lag(meters, "records") == 0 && lag(meters, "seconds") == 0);
        }
    }

    private static double lag(MeterRegistry meters, String unit) {
        return meters.get("ags.broker.lag." + unit).gauge().value();
    }

    private static void awaitTopics(KafkaUnderTest kafka) {
        TopicReader topics = new TopicReader(kafka.bootstrapServers());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        topics.topics().containsAll(List.of(Topics.REQUESTS, Topics.repliesTo(InternalSystem.NAME))));
    }
}
