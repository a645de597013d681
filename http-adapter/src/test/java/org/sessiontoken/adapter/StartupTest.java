package org.sessiontoken.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartupTest {

    @TempDir
    private Path folder;

    private Path developmentKeys() throws IOException {
        Path file = folder.resolve("keys.json");
        KeySetFile.write(file, List.of(DevelopmentKeys.generate("adapter-dev", "A256GCMKW", 32)));
        return file;
    }

    private static HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void assertRefused(CapturedOutput output, String key, String... properties) {
        assertThatThrownBy(() -> HttpAdapterApplication.application()
                        .properties("server.port=0", "management.server.port=0")
                        .run(properties))
                .isNotNull();
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START", key).doesNotContain("\tat org.");
    }

    @Test
    void isRefusedWithoutSealingKeys(CapturedOutput output) {
        assertRefused(output, "ags.adapter.sealing-keys");
    }

    @Test
    void isRefusedWithDevelopmentKeysWhereThisIsNoDevelopment(CapturedOutput output) throws IOException {
        assertRefused(output, "adapter-dev", "--ags.adapter.sealing-keys=" + developmentKeys());
        assertThat(output.getOut()).contains("ags.adapter.sealing-keys");
    }

    @ParameterizedTest
    @CsvSource({
        "deadline, 9ms",
        "deadline, 601s",
        "deadline, 30d",
        "max-in-flight, 0",
        "reply-partition, -1",
        "default-tenant, na gra",
        "requestor, HTTP",
        "sealing-keys, /nowhere/keys.json"
    })
    void isRefusedByTheNameOfTheKeyThatIsAmiss(String key, String value, CapturedOutput output) {
        assertRefused(output, "ags.adapter." + key, "--ags.adapter." + key + "=" + value);
    }

    @Test
    void needsNoKafka() throws IOException, InterruptedException {
        try (ConfigurableApplicationContext context = HttpAdapterApplication.application()
                .properties(
                        "server.port=0",
                        "management.server.port=0",
                        "spring.kafka.bootstrap-servers=localhost:1",
                        "ags.development=true",
                        "ags.adapter.sealing-keys=" + developmentKeys())
                .run()) {
            assertThat(context.isRunning()).isTrue();
            String port = context.getEnvironment().getRequiredProperty("local.management.port");
            assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(port, "/actuator/prometheus").body())
                    .contains(
                            "ags_adapter_in_flight 0.0",
                            "ags_task_failing{task=\"auth-service-catalogue\"}",
                            "ags_task_failures_total{task=\"auth-service-catalogue\"}");
            assertThat(context.getEnvironment().getProperty("spring.application.name"))
                    .isEqualTo("http-adapter");
        }
    }
}
