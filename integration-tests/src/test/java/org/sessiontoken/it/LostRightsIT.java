package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;

/**
 * Each right of {@code deploy/acls.yaml} is needed. One that a service loses while it runs is missed within seconds, is named in
 * the log, and costs no request; what others may do fails without it.
 */
class LostRightsIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BACK = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static KafkaUnderTest kafka;
    private static Deployment deployment;
    private static URI broker;
    private static HeadEnd headEnd;

    @BeforeAll
    static void start() {
        kafka = KafkaUnderTest.embedded(folder.resolve("kafka"), 0);
        deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
        broker = deployment.startBrokerWithHttp();
        headEnd = deployment.startAdapter();
        awaitAnswers();
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static void awaitAnswers() {
        Awaitility.await("both services ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> headEnd.isReady() && ActuatorIT.isReady(broker));
        Awaitility.await("a request is answered")
                .atMost(BACK)
                .until(() -> headEnd.askWithGoodToken("rights").join().statusCode() == 200);
    }

    private static boolean isOfAService(AclBinding right) {
        return List.of("User:" + LeastRights.BROKER, "User:" + LeastRights.ADAPTER)
                        .contains(right.entry().principal())
                && right.entry().operation() != AclOperation.CREATE;
    }

    private static Stream<Named<AclBinding>> rights() {
        return LeastRights.all().stream()
                .map(right -> Named.of(
                        right.entry().principal() + " " + right.entry().operation() + " "
                                + right.pattern().resourceType() + " "
                                + right.pattern().name(),
                        right));
    }

    static Stream<Named<AclBinding>> ofServices() {
        return rights().filter(right -> isOfAService(right.getPayload()));
    }

    static Stream<Named<AclBinding>> ofOthers() {
        return rights().filter(right -> !isOfAService(right.getPayload()));
    }

    @ParameterizedTest
    @MethodSource("ofServices")
    void isMissedWithinSecondsAndNamedInTheLog(AclBinding right) {
        try (Warnings log = Warnings.listening()) {
            LeastRights.withdraw(kafka.bootstrapServers(), right);
            // A rebalance that is still under way makes a service not ready, too, but has nothing to log.
            Awaitility.await("what it misses is logged, and the service is not ready")
                    .atMost(SOON)
                    .until(() -> log.lines().stream()
                                    .anyMatch(line ->
                                            line.contains(right.pattern().name()))
                            && (staysReadyWithout(right) || !isReady(right)));
            LeastRights.grant(kafka.bootstrapServers(), right);

            awaitAnswers();
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(8);
        } finally {
            // Or all other tests would fail, too.
            LeastRights.grant(kafka.bootstrapServers(), right);
        }
    }

    /** Service discovery answers from what was read. */
    private static boolean staysReadyWithout(AclBinding right) {
        return right.pattern().name().equals(Topics.AUTH_SERVICES)
                && right.entry().principal().endsWith(LeastRights.ADAPTER);
    }

    private static boolean isReady(AclBinding right) {
        return right.entry().principal().endsWith(LeastRights.BROKER) ? ActuatorIT.isReady(broker) : headEnd.isReady();
    }

    @ParameterizedTest
    @MethodSource("ofOthers")
    void isNeededForWhatItAllows(AclBinding right) {
        RightfulUse use = new RightfulUse(kafka.connections(), right);
        Awaitility.await("allowed").atMost(SOON).until(use::isAllowed);

        LeastRights.withdraw(kafka.bootstrapServers(), right);
        try {
            Awaitility.await("refused").atMost(SOON).until(() -> !use.isAllowed());
        } finally {
            LeastRights.grant(kafka.bootstrapServers(), right);
        }
    }

    /** The broker may not make the topic again, so that it is missing until an operator does. */
    @Test
    void requestsWaitForTheirReplyTopicAndThoseOfOthersAreAnswered() throws Exception {
        String replies = Topics.repliesTo(InternalSystem.NAME);
        AclBinding creation = LeastRights.all().stream()
                .filter(right -> right.pattern().name().equals(Topics.REPLIES_PREFIX)
                        && right.entry().operation() == AclOperation.CREATE)
                .findFirst()
                .orElseThrow();
        LeastRights.withdraw(kafka.bootstrapServers(), creation);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            TopicReader topics = new TopicReader(kafka.bootstrapServers());
            int deadLetters = topics.read(Topics.DEAD_LETTERS).size();
            admin.deleteTopics(List.of(replies)).all().get();
            Awaitility.await("the broker is not ready").atMost(SOON).until(() -> !ActuatorIT.isReady(broker));

            SessionTokenRequested patient = internal.request("account", Instant.now(), Duration.ofSeconds(60));
            SessionTokenRequested hasty = internal.request("account", Instant.now(), Duration.ofSeconds(2));
            internal.send(InternalSystem.record(patient));
            internal.send(InternalSystem.record(hasty));
            assertThat(headEnd.askWithGoodToken("another").join().statusCode()).isEqualTo(200);
            Awaitility.await("the deadline").until(() -> Instant.now().isAfter(hasty.expiresAt()));
            admin.createTopics(List.of(new NewTopic(replies, 4, (short) 1)))
                    .all()
                    .get();

            List<SessionTokenReplied> replied =
                    new Replies(topics).await(Set.of(patient.requestId(), hasty.requestId()), 1);
            assertThat(replied)
                    .filteredOn(reply -> reply.requestId().equals(patient.requestId()))
                    .extracting(SessionTokenReplied::outcome)
                    .containsExactly(Outcome.ISSUED);
            assertThat(replied)
                    .filteredOn(reply -> reply.requestId().equals(hasty.requestId()))
                    .extracting(SessionTokenReplied::outcome)
                    .containsExactly(Outcome.EXPIRED);
            assertThat(topics.read(Topics.DEAD_LETTERS)).hasSize(deadLetters);
        } finally {
            LeastRights.grant(kafka.bootstrapServers(), creation);
        }
        awaitAnswers();
    }
}
