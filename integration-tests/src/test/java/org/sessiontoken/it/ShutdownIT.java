package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestId;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker stops in the order in which its parts need each other: consumers, publisher, auth services. */
class ShutdownIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void forgetEarlierTests() {
        ScriptedBackendFactory.closed.set(0);
    }

    @Test
    void aRequestThatIsBegunIsAnsweredBeforeThePublisherAndItsBackendAreClosed() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            ConfigurableApplicationContext broker = startBroker(kafka, deployment);
            Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
            List<RequestId> begun = internal.sendAll("slowly", 10);
            replies.await(internal.sendAll("account", 1), 1);

            deployment.stop(broker);

            assertThat(replies.now(begun))
                    .hasSize(10)
                    .extracting(SessionTokenReplied::outcome)
                    .containsOnly(Outcome.ISSUED);
            assertThat(ScriptedBackendFactory.closed).hasPositiveValue();
        }
    }

    @Test
    void aRequestThatIsLeftToAnotherInstanceIsNotAnsweredByTheClosingOfItsBackend() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys);
                CommittedOffsets committed = new CommittedOffsets(kafka.bootstrapServers())) {
            ConfigurableApplicationContext broker = startBroker(kafka, deployment);
            Replies replies = new Replies(new TopicReader(kafka.bootstrapServers()));
            List<RequestId> unfinished = internal.sendAll("until-closed", 1);
            replies.await(internal.sendAll("account", 1), 1);

            deployment.stop(broker);

            assertThat(ScriptedBackendFactory.closed).hasPositiveValue();
            assertThat(replies.now(unfinished)).isEmpty();
            assertThat(committed.of(0)).isLessThanOrEqualTo(0);
        }
    }

    private static ConfigurableApplicationContext startBroker(KafkaUnderTest kafka, Deployment deployment) {
        ConfigurableApplicationContext broker = deployment.startBroker("ags.broker.topics.partitions=1");
        TopicReader topics = new TopicReader(kafka.bootstrapServers());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        topics.topics().containsAll(List.of(Topics.REQUESTS, Topics.repliesTo(InternalSystem.NAME))));
        return broker;
    }
}
