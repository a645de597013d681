package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Topics;

/** The broker does not take requests with topics that may lose what Kafka has acknowledged. */
class DurableTopicsIT {

    private static final int CONFIGURATION_ERROR = 78;

    @TempDir
    private static Path folder;

    private static KafkaUnderTest kafka;
    private static Deployment deployment;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaUnderTest.start(folder.resolve("kafka"));
        deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.REQUESTS, 1, (short) 1)))
                    .all()
                    .get();
        }
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

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aBrokerInProductionEndsAndSaysWhatToMend() throws Exception {
        Process broker = deployment.startBrokerProcess("ags.development=false");
        try {
            assertThat(broker.waitFor(4, TimeUnit.MINUTES)).isTrue();
            assertThat(broker.exitValue()).isEqualTo(CONFIGURATION_ERROR);
        } finally {
            broker.destroyForcibly();
        }

        List<String> log = Files.readAllLines(Deployment.PROCESS_LOG);
        assertThat(log.get(log.size() - 1))
                .contains(
                        "ERROR",
                        "The broker does not start",
                        Topics.REQUESTS + " has replicas=1, and must have at least 3",
                        "ags.development=true");
        assertThat(log)
                .anySatisfy(line -> assertThat(line)
                        .contains("topic=\"" + Topics.REQUESTS
                                + "\" setting=\"message.timestamp.type\" actual=\"CreateTime\""
                                + " required=\"LogAppendTime\" command=\"kafka-configs.sh --bootstrap-server "
                                + kafka.connections().of(LeastRights.BROKER).get("bootstrap.servers")));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .as("it creates nothing that it refuses")
                    .containsExactly(Topics.REQUESTS);
        }
    }
}
