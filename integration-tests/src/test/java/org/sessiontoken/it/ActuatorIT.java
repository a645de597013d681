package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.background.BackgroundTask;

/** The readiness, liveness and metrics of both services, over HTTP. */
class ActuatorIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void isReadyOnlyOnceItConsumesAndAliveBefore() {
        int port = Deployment.freePort();
        try (Deployment deployment = new Deployment(LeastRights.at("127.0.0.1:" + port), folder.resolve("keys"))) {
            URI broker = deployment.startBrokerWithHttp();
            assertThat(get(broker, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(broker, "/actuator/prometheus").body().lines()).contains("ags_ready 0.0");
            assertThat(get(broker, "/actuator/health/liveness").statusCode()).isEqualTo(200);

            try (KafkaUnderTest kafka = KafkaUnderTest.embedded(folder.resolve("kafka"), port)) {
                awaitReady(broker);
                assertThat(get(broker, "/actuator/health/liveness").statusCode())
                        .isEqualTo(200);
                deployment.close();
            }
        }
    }

    @Test
    void isNotAliveAnyMoreWhenOneOfItsBackgroundTasksIsDead() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            URI broker = deployment.startBrokerWithHttp();
            awaitReady(broker);
            BackgroundTask task = new BackgroundTask("dying", () -> {
                throw new DeadlyFailure();
            });
            deployment.newest().getBean(BackgroundTasks.class).register(task).start();

            Awaitility.await().dontCatchUncaughtExceptions().until(() -> !task.isAlive());

            assertThat(get(broker, "/actuator/health/liveness").statusCode()).isEqualTo(503);
            assertThat(get(broker, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itsMetricsTellOfRequestsRecordsTasksAndKafkasClients() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
                InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            URI broker = deployment.startBrokerWithHttp("ags.broker.topics.partitions=1");
            awaitReady(broker);
            internal.sendAll("nothing", 1);
            new Replies(new TopicReader(kafka.bootstrapServers())).await(internal.sendAll("account", 2), 1);

            assertThat(get(broker, "/actuator/prometheus").body().lines().filter(line -> !line.startsWith("#")))
                    .anyMatch(line -> line.startsWith("ags_broker_requests_seconds_count{")
                            && line.contains("outcome=\"issued\""))
                    .contains("ags_ready 1.0", "ags_broker_unfinished 1.0", "ags_broker_writes_pending 0.0")
                    .anyMatch(line -> line.startsWith("ags_broker_auth_service_outcomes_total{")
                            && line.contains("outcome=\"issued\"")
                            && !line.endsWith(" 0.0"))
                    .anyMatch(line -> line.startsWith("ags_broker_uncommitted_span "))
                    .contains("ags_broker_rebalances_total{change=\"assigned\"} 1.0")
                    .contains("ags_task_failing{task=\"request-consumer-0\"} 0.0")
                    .contains("ags_task_failing{task=\"topic-monitor\"} 0.0")
                    .contains("ags_task_failures_total{task=\"event-publisher\"} 0.0")
                    .anyMatch(line -> line.startsWith("kafka_consumer_fetch_manager_records_lag_max{"))
                    .anyMatch(line -> line.startsWith("kafka_producer_record_error_total{"));
        }
    }

    @Test
    void theAdaptersMetricsTellOfItsTasksAndOfThoseOfItsClient() {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            // The catalogue is read once the broker has made its topic.
            deployment.startBroker();
            URI adapter = deployment.startAdapter().adapter();
            awaitReady(adapter);

            assertThat(get(adapter, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(adapter, "/actuator/prometheus").body().lines())
                    .anyMatch(line -> line.startsWith("ags_task_failing{task=\"auth-service-catalogue\"} "))
                    .anyMatch(line ->
                            line.startsWith("ags_task_failing{task=\"session-token-client-http-adapter-replies\"} "))
                    .anyMatch(line ->
                            line.startsWith("ags_task_failing{task=\"session-token-client-http-adapter-monitor\"} "))
                    .anyMatch(line -> line.startsWith("kafka_consumer_")
                            && line.contains("client_id=\"auth-service-catalogue\""));
        }
    }

    static void awaitReady(URI service) {
        Awaitility.await("ready").atMost(Duration.ofSeconds(60)).until(() -> isReady(service));
    }

    static boolean isReady(URI service) {
        return get(service, "/actuator/health/readiness").statusCode() == 200;
    }

    private static HttpResponse<String> get(URI broker, String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(broker.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A failure that ends the task, since not even its cause can be told. */
    private static final class DeadlyFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("not even the failure can be looked at");
        }
    }
}
