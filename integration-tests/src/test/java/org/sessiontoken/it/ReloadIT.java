package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The auth services' file is edited while requests come in. */
@ExtendWith(OutputCaptureExtension.class)
class ReloadIT {

    private static final String FIRST = """
            auth-services:
              - tenant-id: nagra
                auth-service-id: From the file
                type: scripted
            """;
    private static final String SECOND = FIRST.replace("scripted", "scripted\n    token-ttl: 90s") + """
              - tenant-id: nagra
                auth-service-id: Added later
                type: scripted
            """;
    private static final String INVALID = SECOND + """
              - tenant-id: nagra
                auth-service-id: Never taken
                type: no-such-type
            """;

    @TempDir
    private Path folder;

    @Test
    void anEditIsFollowedWithinSecondsAnInvalidOneIsRefusedWholeAndNoRequestFails(CapturedOutput output)
            throws IOException {
        Path file = Files.writeString(folder.resolve("auth-services.yaml"), FIRST);
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker("ags.broker.auth-services-file=" + file);
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            AtomicBoolean enough = new AtomicBoolean();
            List<Integer> statuses = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> load = CompletableFuture.allOf(
                    keepAsking(headEnd, enough, statuses), keepAsking(headEnd, enough, statuses));

            replace(file, SECOND);
            awaitStatus(headEnd, "Added later", 200);
            awaitDiscovered(headEnd, "Added later");

            replace(file, INVALID);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> output.getAll().contains("line 11: auth-services[2].type must be one of"));
            assertThat(headEnd.ask("Added later", "Say", "still there").statusCode())
                    .isEqualTo(200);
            assertThat(headEnd.ask("Never taken", "Say", "x").statusCode()).isEqualTo(400);

            replace(file, FIRST);
            awaitStatus(headEnd, "Added later", 400);

            enough.set(true);
            load.join();
            assertThat(statuses).hasSizeGreaterThan(10).containsOnly(200);
        }
    }

    @Test
    void aFileThatIsRewrittenInPlaceFailsNoRequestAndAlarmsNobody(CapturedOutput output) throws IOException {
        Path file = Files.writeString(folder.resolve("auth-services.yaml"), FIRST);
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker("ags.broker.auth-services-file=" + file);
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            AtomicBoolean enough = new AtomicBoolean();
            List<Integer> statuses = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> load = keepAsking(headEnd, enough, statuses);

            for (int i = 0; i < 10; i++) {
                rewriteSlowly(file, FIRST);
            }
            rewriteSlowly(file, SECOND);
            awaitStatus(headEnd, "Added later", 200);

            enough.set(true);
            load.join();
            assertThat(statuses).hasSizeGreaterThan(10).containsOnly(200);
            assertThat(output.getAll()).doesNotContain("The changed auth services are invalid");
        }
    }

    /** As a shell does it whose command takes a while: the file is empty until its output comes. */
    private static void rewriteSlowly(Path file, String content) throws IOException {
        Files.writeString(file, "");
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        Files.writeString(file, content);
    }

    private static CompletableFuture<Void> keepAsking(HeadEnd headEnd, AtomicBoolean enough, List<Integer> statuses) {
        return headEnd.ask("From the file", "load", "Say", "account")
                .thenApply(HttpResponse::statusCode)
                .thenCompose(status -> {
                    statuses.add(status);
                    return enough.get()
                            ? CompletableFuture.completedFuture(null)
                            : keepAsking(headEnd, enough, statuses);
                });
    }

    private static void awaitStatus(HeadEnd headEnd, String authService, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> headEnd.ask(authService, "Say", "account").statusCode() == status);
    }

    private static void awaitDiscovered(HeadEnd headEnd, String authService) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> headEnd.discover(OperatorKeys.TENANT).body().contains(authService));
    }

    /** As a whole, as editors and mounted secrets do it. */
    private static void replace(Path file, String content) throws IOException {
        Path draft = Files.writeString(file.resolveSibling("draft.yaml"), content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
