package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Somebody else's jar, dropped into a folder beside the packaged broker, adds a type of auth service. */
class ThirdPartyBackendIT {

    private static final String KIOSK = "Kiosk";

    /** The PIN is 4711. */
    private static final String ACCOUNTS = "account-1:10000:00112233445566778899aabbccddeeff:"
            + "e61dcfc3c6a7d9b9f9a941b3bf2dc78b5e45632779b559ffcca927b9e85c993f\n";

    @TempDir
    private Path folder;

    @Test
    void givesTokensOverHttpAndIsShownByDiscoveryWithNoChangeToOurs() throws Exception {
        Path accounts = Files.writeString(folder.resolve("accounts"), ACCOUNTS);
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            Process broker = deployment.startPackagedBroker(
                    droppedJar(),
                    "ags.broker.auth-services[0].tenant-id=" + OperatorKeys.TENANT,
                    "ags.broker.auth-services[0].auth-service-id=" + KIOSK,
                    "ags.broker.auth-services[0].type=static-pin",
                    "ags.broker.auth-services[0].options.accounts=" + accounts);
            try {
                HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
                Deployment.awaitReady(headEnd);

                HttpResponse<String> issued = ask(headEnd, "4711");

                assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
                assertThat(new AuditTrail(new TopicReader(kafka.bootstrapServers())).accountOf(HeadEnd.token(issued)))
                        .isEqualTo("account-1");
                assertThat(ask(headEnd, "4712").statusCode()).isEqualTo(401);
                assertThat(headEnd.discover(OperatorKeys.TENANT).body()).contains(KIOSK, "Account", "Pin");
            } finally {
                broker.destroy();
                assertThat(broker.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
            }
        }
    }

    private Path droppedJar() throws IOException {
        Path backends = Files.createDirectories(folder.resolve("backends"));
        Path jar = Packaged.jar("third-party-backend-example", ".jar");
        Files.copy(jar, backends.resolve("static-pin.jar"));
        return backends;
    }

    private static HttpResponse<String> ask(HeadEnd headEnd, String pin) {
        Map<String, Object> body = Map.of(
                "parameters",
                new Object[] {Map.of("name", "Account", "value", "account-1"), Map.of("name", "Pin", "value", pin)});
        return headEnd.send(headEnd.request(KIOSK, "third-party", new JsonMapper().writeValueAsString(body)))
                .join();
    }
}
