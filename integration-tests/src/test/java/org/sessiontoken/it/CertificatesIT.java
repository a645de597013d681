package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.embedded.SecuredListener;

/** Kafka knows the programs by their certificates, which are renewed while they run, the authority included. */
class CertificatesIT {

    @TempDir
    private Path folder;

    private final int port = Deployment.freePort();

    @Test
    void areRenewedWithoutARestart() {
        Certificates before = makeIn("before");
        Certificates after = makeIn("after");
        mount(before);
        try (Deployment deployment =
                new Deployment(user -> Map.of("bootstrap.servers", "127.0.0.1:" + port), folder.resolve("keys"))) {
            HeadEnd headEnd;
            try (EmbeddedKafka kafka = start(before)) {
                deployment.startBroker(tls(LeastRights.BROKER));
                headEnd = deployment.startAdapter(tls(LeastRights.ADAPTER));
                assertIsAnswered(headEnd);
                assertThat(headEnd.get("/actuator/prometheus"))
                        .containsPattern(
                                "ags_certificate_days_left\\{.*bundle=\"kafka\".*store=\"keystore\".*} (89|90)\\.");
                mount(after);
            }
            // This one does not trust the certificates of before.
            try (EmbeddedKafka kafka = start(after)) {
                assertIsAnswered(headEnd);
                deployment.close();
            }
        }
    }

    private Certificates makeIn(String name) {
        return Certificates.make(folder.resolve(name), "kafka-1", LeastRights.BROKER, LeastRights.ADAPTER);
    }

    private void mount(Certificates certificates) {
        for (String user : List.of(LeastRights.BROKER, LeastRights.ADAPTER)) {
            certificates.mount(user, folder.resolve(user));
        }
    }

    private EmbeddedKafka start(Certificates certificates) {
        SecuredListener listener = new SecuredListener(port, SecurityProtocol.SSL, TlsRecipe.ofNode(certificates));
        EmbeddedKafka kafka = EmbeddedKafka.start(
                EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")).with(listener));
        LeastRights.grantAll(kafka.bootstrapServers());
        return kafka;
    }

    private String tls(String user) {
        return "spring.config.additional-location="
                + TlsRecipe.byCertificate(folder.resolve(user + ".yaml"), folder.resolve(user));
    }

    private static void assertIsAnswered(HeadEnd headEnd) {
        Deployment.awaitReady(headEnd);
        assertThat(headEnd.askWithGoodToken("certificates").join().statusCode()).isEqualTo(200);
    }
}
