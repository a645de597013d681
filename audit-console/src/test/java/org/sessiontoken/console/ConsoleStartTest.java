package org.sessiontoken.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
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

    /** In a process of its own, without the tests, whose own configuration of the log would come first. */
    @Test
    void logsJsonOfTheElasticCommonSchemaWhereThatIsSet(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process console = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Stream.of(classPath.split(File.pathSeparator))
                                .filter(place -> !place.endsWith("test-classes"))
                                .collect(Collectors.joining(File.pathSeparator)),
                        ConsoleApplication.class.getName(),
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=localhost:1",
                        "--ags.console.index.directory=" + folder.resolve("index"),
                        "--logging.structured.format.console=ecs")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log).contains("}\n"));
        } finally {
            console.destroyForcibly();
        }
        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.startsWith("{"))
                .first()
                .satisfies(first -> {
                    JsonNode line = JSON.readTree(first);
                    assertThat(line.at("/service/name").asString("")).isEqualTo("audit-console");
                    assertThat(line.at("/ecs/version").asString("")).isNotEmpty();
                    assertThat(line.path("message").asString("")).startsWith("Starting ConsoleApplication");
                });
    }
}
