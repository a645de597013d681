package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All orders of starting end in a working system, and so does losing Kafka for a while; nothing is started again by hand. */
class StartOrderIT {

    @TempDir
    private Path folder;

    @Test
    void theAdapterMayBeStartedBeforeTheBroker() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            HeadEnd headEnd = deployment.startAdapter();
            assertThat(headEnd.isReady()).isFalse();
            assertThat(headEnd.askWithGoodToken("early").join().statusCode()).isEqualTo(503);

            deployment.startBroker();

            assertWorks(headEnd);
        }
    }

    @Test
    void theBrokerMayBeStartedBeforeTheAdapter() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker();

            assertWorks(deployment.startAdapter());
        }
    }

    @Test
    void kafkaMayBeStartedLastAndLostForAWhile() {
        int port = Deployment.freePort();
        try (Deployment deployment = new Deployment(LeastRights.at("127.0.0.1:" + port), folder.resolve("keys"))) {
            deployment.startBroker();
            HeadEnd headEnd = deployment.startAdapter();
            assertThat(headEnd.isReady()).isFalse();
            assertThat(headEnd.askWithGoodToken("early").join().statusCode()).isEqualTo(503);

            try (KafkaUnderTest kafka = KafkaUnderTest.embedded(folder.resolve("kafka"), port)) {
                assertWorks(headEnd);
            }
            Deployment.awaitNotReady(headEnd);

            try (KafkaUnderTest again = KafkaUnderTest.embedded(folder.resolve("kafka"), port)) {
                assertWorks(headEnd);
                deployment.close();
            }
        }
    }

    private static void assertWorks(HeadEnd headEnd) {
        Deployment.awaitReady(headEnd);
        assertThat(headEnd.askWithGoodToken("works").join().statusCode()).isEqualTo(200);
    }
}
