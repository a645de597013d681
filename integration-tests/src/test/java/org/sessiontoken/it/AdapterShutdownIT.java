package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An adapter that is told to stop, by a real signal, while callers keep asking on connections that they keep. */
class AdapterShutdownIT {

    private static final int CALLERS = 8;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void noRequestFailsWhileAnAdapterStops() throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker();
            int port = Deployment.freePort();
            ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
            Process adapter = deployment.startAdapterProcess(
                    port,
                    "ags.adapter.shutdown-grace-period=4s",
                    // Tracing is on, and nobody takes the spans.
                    "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:" + Deployment.freePort(),
                    "logging.structured.format.console=ecs");
            try {
                HeadEnd headEnd = new HeadEnd(URI.create("http://127.0.0.1:" + port), deployment.keys);
                Awaitility.await("adapter ready")
                        .atMost(Duration.ofSeconds(90))
                        .ignoreExceptions()
                        .until(headEnd::isReady);
                AtomicInteger answered = new AtomicInteger();
                List<CompletableFuture<List<String>>> callers = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    KeepAliveCaller caller = new KeepAliveCaller(port, deployment.keys, answered);
                    callers.add(CompletableFuture.supplyAsync(caller::askUntilNobodyListens, threads));
                }
                Awaitility.await("all callers are at it").until(() -> answered.get() > 20 * CALLERS);
                int before = answered.get();

                adapter.destroy();

                List<String> failures = new ArrayList<>();
                for (CompletableFuture<List<String>> caller : callers) {
                    failures.addAll(caller.get(1, TimeUnit.MINUTES));
                }
                assertThat(failures).isEmpty();
                assertThat(answered.get()).isGreaterThan(before);
                assertThat(adapter.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(new EcsLog(Deployment.ADAPTER_LOG).lines("Request answered"))
                        .hasSizeGreaterThan(20 * CALLERS)
                        .allSatisfy(line -> {
                            assertThat(line.at("/service/name").asString("")).isEqualTo("http-adapter");
                            assertThat(line.path("correlationId").asString("")).isNotEmpty();
                            assertThat(line.path("trace.id").asString("")).hasSize(32);
                        });
            } finally {
                adapter.destroyForcibly();
                threads.shutdownNow();
            }
        }
    }
}
