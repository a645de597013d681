package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The backend types that come with the broker have no privileges: taken out of the packaged broker, they work from the folder
 * of the jars of third parties, and without them the broker is a broker that has no types.
 */
class BuiltInBackendsIT {

    private static final String NAME = Deployment.SHARED_SECRET;

    @TempDir
    private Path folder;

    @Test
    void giveTokensFromTheFolderOfTheJarsOfThirdParties() throws Exception {
        Path backends = Files.createDirectories(folder.resolve("backends"));
        Files.copy(Packaged.jar("sso-backends", ".jar"), backends.resolve("sso-backends.jar"));
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            Process broker =
                    deployment.startPackagedBroker(brokerWithoutThem(), backends, sharedSecretService(deployment));
            try {
                HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
                Deployment.awaitReady(headEnd);

                HttpResponse<String> issued =
                        headEnd.askWithGoodToken("dropped-in").join();

                assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
                assertThat(headEnd.discover(OperatorKeys.TENANT).body()).contains(NAME, "OperatorAuthToken");
            } finally {
                broker.destroy();
                assertThat(broker.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
            }
        }
    }

    @Test
    void areNamedByTheBrokerThatHasNoneOfThem() throws Exception {
        Path nothing = Files.createDirectories(folder.resolve("backends"));
        // Nothing listens there: the configuration is refused before anybody asks Kafka.
        try (Deployment deployment = new Deployment(LeastRights.at("127.0.0.1:1"), folder.resolve("keys"))) {
            Process broker =
                    deployment.startPackagedBroker(brokerWithoutThem(), nothing, sharedSecretService(deployment));

            assertThat(broker.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(broker.exitValue()).isEqualTo(1);
            assertThat(Files.readString(Deployment.PROCESS_LOG))
                    .contains("APPLICATION FAILED TO START")
                    .contains("ags.broker.auth-services[0].type is 'shared-secret-jwt', and there are no backend types")
                    .doesNotContain("\tat ");
        }
    }

    /** The message names what is missing, without a stack trace. */
    @Test
    void areNamedWhereTheirJarIsBroken() throws Exception {
        Path backends = Files.createDirectories(folder.resolve("backends"));
        Path services = Files.createDirectories(backends.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.sessiontoken.sso.SsoBackendFactory"), "acme.GoneFactory\n");
        try (Deployment deployment = new Deployment(LeastRights.at("127.0.0.1:1"), folder.resolve("keys"))) {
            Process broker = deployment.startPackagedBroker(backends, sharedSecretService(deployment));

            assertThat(broker.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(broker.exitValue()).isEqualTo(1);
            assertThat(Files.readString(Deployment.PROCESS_LOG))
                    .contains("APPLICATION FAILED TO START", "acme.GoneFactory")
                    .doesNotContain("\tat ");
        }
    }

    private Path brokerWithoutThem() throws IOException {
        return Packaged.without(
                "sso-backends", Packaged.jar("broker-service", "-exec.jar"), folder.resolve("broker-alone.jar"));
    }

    private static String[] sharedSecretService(Deployment deployment) {
        String path = "ags.broker.auth-services[0].";
        return new String[] {
            path + "tenant-id=" + OperatorKeys.TENANT,
            path + "auth-service-id=" + NAME,
            path + "type=shared-secret-jwt",
            path + "options.keys=" + deployment.keys.file(deployment.keys.operator)
        };
    }
}
