package org.sessiontoken.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class ConsoleStartTest {

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
}
