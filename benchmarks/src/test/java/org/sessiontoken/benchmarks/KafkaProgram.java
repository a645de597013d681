package org.sessiontoken.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

/** One Kafka for all: its folder and its port are the arguments. */
final class KafkaProgram {

    private KafkaProgram() {}

    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(new EmbeddedKafkaSettings(Path.of(args[0]), Integer.parseInt(args[1])))) {
            System.out.println(kafka.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }
}
