package org.sessiontoken.it;

import java.nio.file.Path;
import java.util.Map;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kafka that the suites run on: the embedded one, or with {@code -Dkafka.under.test=container} the official image in
 * a container. In the embedded one, each program has the rights that it needs and no others; in the other, all may do all.
 */
interface KafkaUnderTest extends AutoCloseable {

    /** For the tests themselves, which may do all. */
    String bootstrapServers();

    /** For the programs under test. */
    Connections connections();

    @Override
    void close();

    static KafkaUnderTest start(Path folder) {
        return isEmbedded() ? embedded(folder, 0) : container();
    }

    /** Whether the Kafka is the embedded one, which knows what each program may do. */
    static boolean isEmbedded() {
        return switch (System.getProperty("kafka.under.test", "embedded")) {
            case "embedded" -> true;
            case "container" -> false;
            default ->
                throw new IllegalArgumentException("-Dkafka.under.test must be 'embedded' or 'container', and it is '"
                        + System.getProperty("kafka.under.test") + "'");
        };
    }

    /** @param port the port for the programs under test, or 0 for a free one */
    static KafkaUnderTest embedded(Path folder, int port) {
        EmbeddedKafka kafka =
                EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder).with(LeastRights.listener(port)));
        LeastRights.grantAll(kafka.bootstrapServers());
        return new KafkaUnderTest() {
            @Override
            public String bootstrapServers() {
                return kafka.bootstrapServers();
            }

            @Override
            public Connections connections() {
                return LeastRights.at(kafka.securedBootstrapServers());
            }

            @Override
            public void close() {
                kafka.close();
            }
        };
    }

    private static KafkaUnderTest container() {
        KafkaContainer kafka = new KafkaContainer(
                        DockerImageName.parse(System.getProperty("kafka.under.test.image", "apache/kafka:4.3.1")))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        return new KafkaUnderTest() {
            @Override
            public String bootstrapServers() {
                return kafka.getBootstrapServers();
            }

            @Override
            public Connections connections() {
                return user -> Map.of("bootstrap.servers", kafka.getBootstrapServers());
            }

            @Override
            public void close() {
                kafka.stop();
            }
        };
    }
}
