package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/** Which topics the broker creates, and which it leaves as they are. */
class TopicsIT {

    private static final String ADAPTERS_REPLIES = Topics.repliesTo(new RequestorName("http-adapter"));
    private static final String BILLINGS_REPLIES = Topics.repliesTo(InternalSystem.NAME);

    @TempDir
    private Path folder;

    @Test
    void missingTopicsAreCreatedAsConfiguredAndExistingOnesStayAsTheyAre() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.REQUESTS, Optional.of(2), Optional.empty())
                            .configs(Map.of("retention.ms", "1234567"))))
                    .all()
                    .get();

            HeadEnd headEnd = started(deployment);

            assertThat(partitions(admin, Topics.REQUESTS)).isEqualTo(2);
            assertThat(setting(admin, Topics.REQUESTS, "retention.ms")).isEqualTo("1234567");
            assertThat(setting(admin, Topics.REQUESTS, "message.timestamp.type"))
                    .isEqualTo("CreateTime");
            assertThat(partitions(admin, ADAPTERS_REPLIES)).isEqualTo(5);
            assertThat(setting(admin, ADAPTERS_REPLIES, "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
            assertThat(partitions(admin, BILLINGS_REPLIES)).isEqualTo(5);
            assertThat(setting(admin, BILLINGS_REPLIES, "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
            assertThat(setting(admin, Topics.AUTH_SERVICES, "cleanup.policy")).isEqualTo("compact");
            assertThat(headEnd.askWithGoodToken("works").join().statusCode()).isEqualTo(200);
        }
    }

    /** Otherwise a second instance with another configuration would move the keys of a running system. */
    @Test
    void anInstanceWithMorePartitionsAddsNone() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            HeadEnd headEnd = started(deployment);
            ActuatorIT.awaitReady(deployment.startBrokerWithHttp("ags.broker.topics.partitions=9"));

            assertThat(partitions(admin, Topics.REQUESTS)).isEqualTo(5);
            assertThat(partitions(admin, ADAPTERS_REPLIES)).isEqualTo(5);
            assertThat(headEnd.askWithGoodToken("works").join().statusCode()).isEqualTo(200);
        }
    }

    private static HeadEnd started(Deployment deployment) {
        deployment.startBroker("ags.broker.topics.partitions=5");
        HeadEnd headEnd = deployment.startAdapter();
        Deployment.awaitReady(headEnd);
        return headEnd;
    }

    private static int partitions(Admin admin, String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private static String setting(Admin admin, String topic, String key)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config settings = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return settings.get(key).value();
    }
}
