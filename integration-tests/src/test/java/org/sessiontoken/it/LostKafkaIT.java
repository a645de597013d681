package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/**
 * Whatever the services need of Kafka and lose while they run: they are not ready within seconds, and answer again by
 * themselves once it is back, with a line or two in the log.
 */
class LostKafkaIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BACK = Duration.ofSeconds(30);
    private static final String REPLIES = Topics.repliesTo(new RequestorName("http-adapter"));

    @TempDir
    private Path folder;

    private final int port = Deployment.freePort();
    private KafkaProcess kafka;
    private Deployment deployment;

    @BeforeEach
    void startKafka() {
        kafka = KafkaProcess.start(folder.resolve("kafka"), port);
        deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
    }

    @AfterEach
    void stop() {
        kafka.thaw();
        deployment.close();
        kafka.close();
    }

    private Services startServices(String... adapter) {
        Services services = new Services(deployment.startBrokerWithHttp(), deployment.startAdapter(adapter));
        services.awaitReady(Duration.ofSeconds(60));
        services.awaitAnswers();
        return services;
    }

    private record Services(URI broker, HeadEnd headEnd) {

        void awaitReady(Duration time) {
            Awaitility.await("both services ready")
                    .atMost(time)
                    .until(() -> headEnd.isReady() && ActuatorIT.isReady(broker));
        }

        void awaitAnswers() {
            awaitReady(BACK);
            Awaitility.await("a request is answered")
                    .atMost(BACK)
                    .until(() -> headEnd.askWithGoodToken("back").join().statusCode() == 200);
            Awaitility.await("the auth services are listed")
                    .atMost(BACK)
                    .until(() -> headEnd.discover(OperatorKeys.TENANT).body().contains(Deployment.SHARED_SECRET));
        }

        void awaitNeitherIsReady() {
            Awaitility.await("neither service ready")
                    .atMost(SOON)
                    .until(() -> !headEnd.isReady() && !ActuatorIT.isReady(broker));
        }
    }

    @Nested
    class Kafka {

        @Test
        void isKilledAndStartedAgain() {
            Services services = startServices();
            try (Warnings log = Warnings.listening()) {
                kafka.kill();
                services.awaitNeitherIsReady();

                kafka = KafkaProcess.start(folder.resolve("kafka"), port);

                services.awaitAnswers();
                assertFewLines(log);
            }
        }

        @Test
        void isFrozenWithItsConnectionsOpen() {
            Services services = startServices();
            try (Warnings log = Warnings.listening()) {
                kafka.freeze();
                services.awaitNeitherIsReady();

                kafka.thaw();

                services.awaitAnswers();
                assertFewLines(log);
            }
        }

        /** Another folder means another cluster, too. */
        @Test
        void losesAllItsData() {
            Services services = startServices();
            try (Warnings log = Warnings.listening()) {
                // A new cluster is given its rights before anybody reaches it.
                KafkaProcess.start(folder.resolve("another"), Deployment.freePort())
                        .close();
                kafka.kill();
                kafka = KafkaProcess.start(folder.resolve("another"), port);

                services.awaitAnswers();
                assertFewLines(log);
                assertThat(topics().read(Topics.AUTH_SERVICES)).isNotEmpty();
            }
        }
    }

    @Nested
    class ATopic {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    Topics.REQUESTS,
                    Topics.REPLIES_PREFIX + "http-adapter",
                    Topics.REPLIES_PREFIX + "billing",
                    Topics.DEAD_LETTERS,
                    Topics.AUTH_SERVICES,
                    Topics.BREAKERS,
                    Topics.FAILURES,
                    Topics.ACCESSES
                })
        void isDeletedAndMadeAgain(String topic) throws Exception {
            Services services = startServices();
            try (Warnings log = Warnings.listening();
                    Admin admin = admin()) {
                admin.deleteTopics(List.of(topic)).all().get();

                Awaitility.await("the topic is made again")
                        .atMost(BACK)
                        .until(() -> topics().topics().contains(topic));
                services.awaitAnswers();
                assertFewLines(log);
                if (topic.equals(Topics.AUTH_SERVICES)) {
                    Awaitility.await("the catalogue is written again")
                            .atMost(BACK)
                            .until(() -> !topics().read(topic).isEmpty());
                }
            }
        }
    }

    @Nested
    class ThePartitionThatAnAdapterReads {

        /** The operator made the topic with twelve partitions; the broker makes it again with its own four. */
        @BeforeEach
        void createWithTwelvePartitions() throws Exception {
            try (Admin admin = admin()) {
                admin.createTopics(List.of(new NewTopic(REPLIES, 12, (short) 1)))
                        .all()
                        .get();
            }
        }

        @Test
        void isAwaitedWhereItIsConfigured() throws Exception {
            Services services = startServices("ags.adapter.reply-partition=11");
            try (Warnings log = Warnings.listening();
                    Admin admin = admin()) {
                admin.deleteTopics(List.of(REPLIES)).all().get();
                Awaitility.await("the adapter is not ready")
                        .atMost(SOON)
                        .until(() -> !services.headEnd().isReady());
                Awaitility.await("the topic is made again")
                        .atMost(BACK)
                        .until(() -> topics().topics().contains(REPLIES));
                Awaitility.await("the broker is ready").atMost(BACK).until(() -> ActuatorIT.isReady(services.broker()));
                assertThat(services.headEnd().isReady()).isFalse();

                admin.createPartitions(Map.of(REPLIES, NewPartitions.increaseTo(12)))
                        .all()
                        .get();

                services.awaitAnswers();
                assertFewLines(log);
            }
        }

        @Test
        void isReplacedByAnotherOneWhereItIsChosen() throws Exception {
            Services services = startServices();
            try (Warnings log = Warnings.listening();
                    Admin admin = admin()) {
                admin.deleteTopics(List.of(REPLIES)).all().get();

                Awaitility.await("the topic is made again")
                        .atMost(BACK)
                        .until(() -> topics().topics().contains(REPLIES));
                services.awaitAnswers();
                assertFewLines(log);
            }
        }
    }

    @Nested
    class PartitionsThatAreAdded {

        @Test
        void areKnownBeforeARequestIsRefusedBecauseOfThem() throws Exception {
            startServices();
            try (Admin admin = admin();
                    InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
                admin.createPartitions(Map.of(Topics.repliesTo(InternalSystem.NAME), NewPartitions.increaseTo(6)))
                        .all()
                        .get();
                SessionTokenRequested request = internal.request("account");
                internal.send(InternalSystem.record(
                        request,
                        new ReturnAddress(
                                Optional.of(CorrelationKey.of(request.requestId())),
                                Optional.empty(),
                                Optional.of(5))));

                List<SessionTokenReplied> replies = new Replies(topics()).await(Set.of(request.requestId()), 1);

                assertThat(replies).extracting(SessionTokenReplied::outcome).containsExactly(Outcome.ISSUED);
            }
        }

        @Test
        void areReadByTheBrokerWithinSeconds() throws Exception {
            startServices();
            try (Admin admin = admin()) {
                admin.createPartitions(Map.of(Topics.REQUESTS, NewPartitions.increaseTo(6)))
                        .all()
                        .get();
            }
            try (InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
                List<SessionTokenReplied> replies = new Replies(topics()).await(internal.sendAllTo(5, "account", 1), 1);

                assertThat(replies).extracting(SessionTokenReplied::outcome).containsExactly(Outcome.ISSUED);
            }
        }
    }

    /** A line for each of the tasks that notice an outage, or two where it comes and goes, and none for each attempt. */
    private static void assertFewLines(Warnings log) {
        assertThat(log.lines()).hasSizeLessThanOrEqualTo(12);
    }

    private TopicReader topics() {
        return new TopicReader(kafka.bootstrapServers());
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
