package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;

/** A right that a service loses while it runs makes it not ready within seconds, and costs no request. */
class LostRightsIT {

    private static final String ADAPTER = "http-adapter";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BACK = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static KafkaWithAccessControl kafka;
    private static Deployment deployment;
    private static URI broker;
    private static HeadEnd headEnd;

    @BeforeAll
    static void start() {
        String billing = InternalSystem.NAME.value();
        kafka = new KafkaWithAccessControl(folder, List.of("broker", ADAPTER, billing));
        kafka.allow(ManualRights.of(Map.of(
                "each requestor, such as the adapter", List.of(ADAPTER, billing),
                "a requestor that reads by a group", List.of(),
                "the adapter", List.of(ADAPTER),
                "the broker", List.of("broker"),
                "audit", List.of(),
                "operations", List.of(),
                "the console", List.of())));
        deployment = new Deployment(kafka.bootstrapServers(), folder.resolve("keys"));
        broker = deployment.startBrokerWithHttp(AccessRightsIT.springLogin("broker"));
        headEnd = deployment.startAdapter(AccessRightsIT.springLogin(ADAPTER));
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

    @ParameterizedTest
    @CsvSource({
        "broker, READ, TOPIC, LITERAL, " + Topics.REQUESTS,
        "broker, DESCRIBE_CONFIGS, TOPIC, LITERAL, " + Topics.REQUESTS,
        "broker, WRITE, TOPIC, PREFIXED, " + Topics.REPLIES_PREFIX,
        "broker, WRITE, TOPIC, LITERAL, " + Topics.DEAD_LETTERS,
        "broker, WRITE, TOPIC, LITERAL, " + Topics.AUTH_SERVICES,
        "broker, WRITE, TOPIC, LITERAL, " + Topics.BREAKERS,
        "broker, READ, TOPIC, LITERAL, " + Topics.FAILURES,
        "broker, WRITE, TOPIC, LITERAL, " + Topics.FAILURES,
        "broker, READ, GROUP, LITERAL, session-token-broker",
        "http-adapter, WRITE, TOPIC, LITERAL, " + Topics.REQUESTS,
        "http-adapter, READ, TOPIC, LITERAL, " + Topics.REPLIES_PREFIX + "http-adapter",
        "http-adapter, DESCRIBE, GROUP, LITERAL, session-token-broker",
    })
    void isMissedWithinSecondsAndLoggedOnce(
            String user, AclOperation operation, ResourceType type, PatternType pattern, String name) {
        List<AclBinding> right = List.of(new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        try (Warnings log = Warnings.listening()) {
            kafka.withdraw(right);
            // A rebalance that is still under way makes a service not ready, too, but has nothing to log.
            Awaitility.await(user + " is not ready and says why")
                    .atMost(SOON)
                    .until(() -> !isReady(user) && !log.lines().isEmpty());

            kafka.allow(right);

            awaitAnswers();
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(8);
        }
    }

    private static boolean isReady(String user) {
        return user.equals("broker") ? ActuatorIT.isReady(broker) : headEnd.isReady();
    }

    /** The broker may not make the topic again, so that it is missing until an operator does. */
    @Test
    void requestsWaitForTheirReplyTopicAndThoseOfOthersAreAnswered() throws Exception {
        String replies = Topics.repliesTo(InternalSystem.NAME);
        List<AclBinding> creation = List.of(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.REPLIES_PREFIX, PatternType.PREFIXED),
                new AccessControlEntry("User:broker", "*", AclOperation.CREATE, AclPermissionType.ALLOW)));
        kafka.withdraw(creation);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.innerBootstrapServers()));
                InternalSystem internal = new InternalSystem(kafka.innerBootstrapServers(), deployment.keys)) {
            TopicReader topics = new TopicReader(kafka.innerBootstrapServers());
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
            assertThat(topics.read(Topics.DEAD_LETTERS)).isEmpty();
        } finally {
            kafka.allow(creation);
        }
        awaitAnswers();
    }
}
