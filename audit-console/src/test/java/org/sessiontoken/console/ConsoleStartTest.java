package org.sessiontoken.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class ConsoleStartTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static int status(ConfigurableApplicationContext console, String server, String path)
            throws IOException, InterruptedException {
        String port = console.getEnvironment().getRequiredProperty("local." + server + ".port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void needsNoKafkaAndShowsNothingToStrangers(@TempDir Path folder) throws IOException, InterruptedException {
        try (ConfigurableApplicationContext console = ConsoleApplication.application()
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=localhost:1",
                        "--ags.console.index.directory=" + folder)) {
            assertThat(status(console, "management", "/actuator/health/liveness"))
                    .isEqualTo(200);
            assertThat(status(console, "server", "/actuator/health/liveness")).isEqualTo(404);
            assertThat(status(console, "server", "/api/flows")).isEqualTo(401);
            assertThat(status(console, "management", "/api/flows")).isEqualTo(401);
        }
    }

    /** Where there is no room, as here for the key, nothing can be shown, and it is when there is. */
    @Test
    void startsWithoutRoomForItsIndexAndGoesOnWhenThereIs(@TempDir Path folder) throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("index/account.key.new/taken"));
        try (ConfigurableApplicationContext console = ConsoleApplication.application()
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=localhost:1",
                        "--ags.console.index.directory=" + folder.resolve("index"))) {
            FlowIndex index = console.getBean(FlowIndex.class);
            assertThatThrownBy(() -> index.read(IndexSnapshot::coverage)).isInstanceOf(IndexUnavailableException.class);

            Files.delete(inTheWay);

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
                    .until(() -> !index.read(IndexSnapshot::coverage).outside().isEmpty());
            assertThat(folder.resolve("index/account.key")).hasSize(32);
        }
    }

    @Test
    void refusesAFolderThatCanNeverBeOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThatThrownBy(() -> ConsoleApplication.application()
                        .run(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.kafka.bootstrap-servers=localhost:1",
                                "--ags.console.index.directory=" + file.resolve("index")))
                .rootCause()
                .isInstanceOf(IOException.class);
    }

    /** Whoever watches over the console may ask while it stops. */
    @Test
    void tellsItsHealthWithoutMakingBeansWhenItIsClosed(@TempDir Path folder) {
        ConfigurableApplicationContext console = ConsoleApplication.application()
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=localhost:1",
                        "--ags.console.index.directory=" + folder);
        HealthEndpoint health = console.getBean(HealthEndpoint.class);
        console.close();

        assertThat(health.healthForPath("liveness", "backgroundTasks"))
                .extracting(HealthDescriptor::getStatus)
                .isEqualTo(Status.UP);
    }

    /** The next console that is started in this JVM sets the format anew. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void logsJsonOfTheElasticCommonSchemaWhereThatIsSet(@TempDir Path folder, CapturedOutput output) {
        ConsoleApplication.application()
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=localhost:1",
                        "--ags.console.index.directory=" + folder,
                        "--logging.structured.format.console=ecs")
                .close();

        assertThat(output.getOut().lines().filter(line -> line.startsWith("{")))
                .hasSizeGreaterThan(1)
                .map(JSON::readTree)
                .anySatisfy(
                        line -> assertThat(line.path("message").asString("")).startsWith("Started ConsoleApplication"))
                .allSatisfy(line -> {
                    assertThat(line.at("/service/name").asString("")).isEqualTo("audit-console");
                    assertThat(line.at("/ecs/version").asString("")).isNotEmpty();
                    assertThat(line.at("/log/level").asString("")).isNotEmpty();
                });
    }
}
