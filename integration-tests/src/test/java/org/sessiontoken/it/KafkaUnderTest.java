package org.sessiontoken.it;

import java.nio.file.Path;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kafka that the suites run on: the embedded one, or with {@code -Dkafka.under.test=container} the official image in
 * a container.
 */
interface KafkaUnderTest extends AutoCloseable {

    String bootstrapServers();

    @Override
    void close();

    static KafkaUnderTest start(Path folder) {
        return switch (System.getProperty("kafka.under.test", "embedded")) {
            case "embedded" -> embedded(folder, 0);
            case "container" -> container();
            default ->
                throw new IllegalArgumentException("-Dkafka.under.test must be 'embedded' or 'container', and it is '"
                        + System.getProperty("kafka.under.test") + "'");
        };
    }

    static KafkaUnderTest embedded(Path folder, int port) {
        EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder, port));
        return new KafkaUnderTest() {
            @Override
            public String bootstrapServers() {
                return kafka.bootstrapServers();
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
            public void close() {
                kafka.stop();
            }
        };
    }
}
