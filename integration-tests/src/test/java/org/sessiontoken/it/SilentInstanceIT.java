package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.event.ConsumerClientId;

/**
 * A broker instance dies or stands still, and Kafka does not notice for as long as the test runs; or it is stopped. Each request is
 * answered nevertheless.
 */
class SilentInstanceIT {

    /** Longer than the adapter's deadline: whoever waits for Kafka to give the partitions to the other instance fails. */
    private static final String SESSION_TIMEOUT = "ags.broker.intake.session-timeout=120s";

    private static final String DEADLINE = "ags.adapter.deadline=40s";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-KILL", "-STOP", "-TERM"})
    void everyRequestIsAnsweredByTheOtherInstance(String signal) throws Exception {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            Process silent = deployment.startBrokerProcess(
                    "ags.broker.instance=silent",
                    SESSION_TIMEOUT,
                    "logging.structured.format.console=ecs",
                    "logging.level.org.sessiontoken.broker.intake=DEBUG");
            try {
                deployment.startBroker("ags.broker.instance=answering", SESSION_TIMEOUT);
                HeadEnd headEnd = deployment.startAdapter(DEADLINE);
                Deployment.awaitReady(headEnd);
                awaitOwners(kafka, 2);
                assertThat(asked(headEnd, "before", 20)).allSatisfy(SilentInstanceIT::isAnswered);
                assertThat(new EcsLog(Deployment.PROCESS_LOG).lines("Answered"))
                        .isNotEmpty()
                        .allSatisfy(line -> {
                            assertThat(line.at("/service/name").asString("")).isEqualTo("broker-service");
                            assertThat(line.path("correlationId").asString("")).startsWith("before-");
                        });

                send(signal, silent);

                assertThat(asked(headEnd, "after", 100)).allSatisfy(SilentInstanceIT::isAnswered);
            } finally {
                silent.destroyForcibly();
            }
        }
    }

    private static List<CompletableFuture<HttpResponse<String>>> asked(HeadEnd headEnd, String flow, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> headEnd.askWithGoodToken(flow + "-" + i))
                .toList();
    }

    private static void isAnswered(CompletableFuture<HttpResponse<String>> response) {
        assertThat(response)
                .succeedsWithin(Duration.ofSeconds(90))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Until so many instances have partitions. */
    private static void awaitOwners(KafkaUnderTest kafka, int instances) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(owners(admin)).hasSize(instances));
        }
    }

    private static Set<String> owners(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(ClientSettings.DEFAULT_BROKER_GROUP)).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(MemberDescription::clientId)
                .flatMap(clientId -> ConsumerClientId.instanceOf(clientId).stream())
                .collect(Collectors.toSet());
    }
}
