package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What consuming out of order, and more than one instance, must not break. */
class ConsumingIT {

    @TempDir
    private Path folder;

    @Test
    void requestsThatAreNeverAnsweredHoldUpNoOther() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.bootstrapServers(), folder.resolve("keys"))) {
            deployment.startBroker(
                    "ags.broker.topics.partitions=1", "ags.broker.auth-services[1].guard.timeout-duration=60s");
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            List<CompletableFuture<HttpResponse<String>>> hanging = IntStream.range(0, 100)
                    .mapToObj(i -> headEnd.ask(Deployment.SCRIPTED, "hanging", "Say", "nothing"))
                    .toList();

            for (int i = 0; i < 50; i++) {
                assertThat(headEnd.askWithGoodToken("flowing").join().statusCode())
                        .isEqualTo(200);
            }

            assertThat(hanging).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void oneAuthServiceThatHangsIsRefusedAtItsBoundAndLeavesRoomForOthers() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.bootstrapServers(), folder.resolve("keys"))) {
            deployment.startBroker(
                    "ags.broker.auth-services[1].guard.max-concurrent-calls=10",
                    "ags.broker.auth-services[1].guard.timeout-duration=60s");
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=20s");
            Deployment.awaitReady(headEnd);
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 11)
                    .mapToObj(i -> headEnd.ask(Deployment.SCRIPTED, "hanging", "Say", "nothing"))
                    .toList();

            Object firstAnswer = CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new))
                    .join();

            assertThat(((HttpResponse<?>) firstAnswer).statusCode()).isEqualTo(503);
            assertThat(asked).filteredOn(CompletableFuture::isDone).hasSize(1);
            assertThat(headEnd.askWithGoodToken("others").join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anInstanceThatIsStoppedFinishesItsRequestsAndTheOtherTakesTheRest() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.bootstrapServers(), folder.resolve("keys"))) {
            ConfigurableApplicationContext leaving = deployment.startBroker("ags.broker.instance=leaving");
            deployment.startBroker("ags.broker.instance=staying");
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 200)
                    .mapToObj(i -> headEnd.askWithGoodToken("flow-" + i))
                    .toList();

            deployment.stop(leaving);

            assertThat(asked)
                    .allSatisfy(
                            response -> assertThat(response.join().statusCode()).isEqualTo(200));
            assertThat(headEnd.askWithGoodToken("after").join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theRequestsOfAnInstanceThatIsKilledAreTakenOverAndAnswered() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.bootstrapServers(), folder.resolve("keys"))) {
            Process killed = deployment.startBrokerProcess("ags.broker.instance=killed");
            try {
                HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=50s");
                Deployment.awaitReady(headEnd);
                assertThat(headEnd.askWithGoodToken("before").join().statusCode())
                        .isEqualTo(200);
                deployment.startBroker("ags.broker.instance=surviving");

                killed.destroyForcibly().waitFor();
                List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 100)
                        .mapToObj(i -> headEnd.askWithGoodToken("flow-" + i))
                        .toList();

                assertThat(asked)
                        .allSatisfy(response -> assertThat(response)
                                .succeedsWithin(Duration.ofSeconds(60))
                                .satisfies(answer ->
                                        assertThat(answer.statusCode()).isEqualTo(200)));
            } finally {
                killed.destroyForcibly();
            }
        }
    }
}
