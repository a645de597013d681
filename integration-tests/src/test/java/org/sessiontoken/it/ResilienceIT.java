package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.Topics;

/** A bad auth service is left alone, told of, and taken back, over the whole path. */
class ResilienceIT {

    @TempDir
    private Path folder;

    @Test
    void aBreakerOpensHalfOpensAndClosesAndTheOtherServicesNoticeNothing() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            String guard = "ags.broker.auth-services[1].guard.";
            deployment.startBroker(
                    guard + "sliding-window-size=4",
                    guard + "minimum-number-of-calls=4",
                    guard + "wait-duration-in-open-state=3s",
                    guard + "permitted-number-of-calls-in-half-open-state=1");
            HeadEnd headEnd = deployment.startAdapter();
            Deployment.awaitReady(headEnd);
            for (int i = 0; i < 4; i++) {
                assertThat(headEnd.ask(Deployment.SCRIPTED, "Say", "unavailable")
                                .statusCode())
                        .isEqualTo(503);
            }

            HttpResponse<String> whileOpen = headEnd.ask(Deployment.SCRIPTED, "Say", "account");

            assertThat(whileOpen.statusCode()).isEqualTo(503);
            assertThat(whileOpen.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 3L);
            assertThat(headEnd.askWithGoodToken("others").join().statusCode()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            headEnd.ask(Deployment.SCRIPTED, "Say", "account").statusCode() == 200);
            assertThat(new TopicReader(kafka.bootstrapServers())
                            .await(Topics.BREAKERS, 3, change -> true).stream()
                                    .map(BreakerChangeCodec::read)
                                    .map(change -> change.from().code() + ">"
                                            + change.to().code()))
                    .containsExactly("closed>open", "open>half-open", "half-open>closed");
        }
    }
}
