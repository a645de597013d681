package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.it.Collector.ReceivedSpan;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TraceParent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Requests as a collector sees them, that gets all spans of the adapter and the broker over OTLP. */
@ExtendWith(OutputCaptureExtension.class)
class TracesIT {

    private static final String LOGIN = "Login";
    private static final String PASSWORD = "canary-password-0817";
    private static final String ACCOUNT = "canary-account-0818";

    @TempDir
    private static Path folder;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static HttpServer authService;
    private static Collector collector;
    private static KafkaUnderTest kafka;
    private static Deployment deployment;
    private static HeadEnd headEnd;

    @BeforeAll
    static void start() throws IOException {
        authService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authService.createContext("/login", TracesIT::logIn);
        authService.start();
        collector = new Collector();
        kafka = KafkaUnderTest.start(folder.resolve("kafka"));
        deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
        String service = "ags.broker.auth-services[3].";
        deployment.startBroker(with(
                collector.settings(1),
                "ags.broker.instance=broker-1",
                "logging.level.org.sessiontoken.broker.intake=DEBUG",
                service + "tenant-id=" + OperatorKeys.TENANT,
                service + "auth-service-id=" + LOGIN,
                service + "type=http-callout",
                service + "options.uri=http://127.0.0.1:"
                        + authService.getAddress().getPort() + "/login",
                service + "options.parameters.Password=password",
                service + "options.account-pointer=/id"));
        headEnd = deployment.startAdapter(collector.settings(1));
        Deployment.awaitReady(headEnd);
    }

    private static String[] with(String[] settings, String... more) {
        return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static void logIn(HttpExchange exchange) throws IOException {
        TOLD.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        byte[] answer = ("{\"id\":\"" + ACCOUNT + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        deployment.close();
        kafka.close();
        collector.close();
        authService.stop(0);
    }

    @Test
    void showOneRequestFromHttpThroughBothTopicsToTheAuthServiceAndBack(CapturedOutput output) throws IOException {
        String caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        HttpResponse<String> answer = ask(caller, "flow-of-a-trace");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Trace trace = collector.await("4bf92f3577b34da6a3ce929d0e0e4736", 7);
        assertThat(trace.text()).isEqualTo(golden("one-request.txt"));
        assertThat(trace.only("http-adapter", "POST /ags/getSessionToken").parentId())
                .isEqualTo("00f067aa0ba902b7");
        // The auth service is told of the span of the call to it.
        assertThat(TOLD)
                .contains("00-4bf92f3577b34da6a3ce929d0e0e4736-"
                        + trace.only("broker-service", "POST").id() + "-01");
        assertThat(collector.spans())
                .noneMatch(span -> span.toString().contains(PASSWORD)
                        || span.toString().contains(ACCOUNT)
                        || span.toString().contains(HeadEnd.token(answer)));
        await().untilAsserted(() -> assertThat(
                        output.getOut().lines().filter(line -> line.contains("correlationId=\"flow-of-a-trace\"")))
                .hasSize(2)
                .allMatch(line -> line.contains("traceId=\"4bf92f3577b34da6a3ce929d0e0e4736\"")));
    }

    @Test
    void beginWithARequestThatBelongsToNone() {
        String flow = UUID.randomUUID().toString();

        ask("none", flow);

        await().untilAsserted(() -> assertThat(spansOf(flow)).hasSize(7));
        Trace trace = collector.await(spansOf(flow).get(0).traceId(), 7);
        assertThat(trace.only("http-adapter", "POST /ags/getSessionToken").parentId())
                .isEmpty();
    }

    @Test
    void haveNothingOfARequestThatItsCallerDoesNotRecord() {
        String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        ask(caller, "not-recorded");

        Header passedOn = only(Topics.repliesTo(new RequestorName("http-adapter")), "not-recorded")
                .headers()
                .lastHeader("traceparent");

        assertThat(passedOn.value()).asString(StandardCharsets.US_ASCII).isEqualTo(caller);
        // What came later has arrived.
        String flow = UUID.randomUUID().toString();
        ask("none", flow);
        await().until(() -> spansOf(flow).size() == 7);
        assertThat(collector.trace("0af7651916cd43dd8448eb211c80319c").size()).isZero();
    }

    @Test
    void continueThatOfARequestorThatAsksOverKafka() {
        String requestor = "00-aaf92f3577b34da6a3ce929d0e0e4736-11f067aa0ba902b7-01";
        try (InternalSystem internal = new InternalSystem(kafka.connections(), deployment.keys)) {
            SessionTokenRequested request = internal.request("hello");
            internal.send(RequestCodec.write(new RequestEvent(
                    new CorrelationId("asks-over-kafka"),
                    request,
                    new ReturnAddress(
                            Optional.of(CorrelationKey.of(request.requestId())), Optional.empty(), Optional.empty()),
                    Optional.of(new TraceParent(requestor)))));
        }

        Trace trace = collector.await("aaf92f3577b34da6a3ce929d0e0e4736", 3);

        assertThat(trace.only("broker-service", "process " + Topics.REQUESTS).parentId())
                .isEqualTo("11f067aa0ba902b7");
        ReceivedSpan reply = trace.only("broker-service", "send " + Topics.repliesTo(InternalSystem.NAME));
        assertThat(only(Topics.repliesTo(InternalSystem.NAME), "asks-over-kafka")
                        .headers()
                        .lastHeader("traceparent")
                        .value())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("00-aaf92f3577b34da6a3ce929d0e0e4736-" + reply.id() + "-01");
    }

    @Test
    void areLostWhileNobodyTakesThemAndRequestsAreAnswered(CapturedOutput output) {
        HeadEnd withoutCollector = deployment.startAdapter(
                "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:" + Deployment.freePort(),
                "management.opentelemetry.tracing.export.schedule-delay=50ms",
                "management.tracing.sampling.probability=1");
        Deployment.awaitReady(withoutCollector);

        for (int i = 0; i < 20; i++) {
            assertThat(withoutCollector.askWithGoodToken("lost-" + i).join().statusCode())
                    .isEqualTo(200);
        }

        await().untilAsserted(() -> assertThat(output.getOut()).contains("The collector takes no spans"));
        deployment.stop(deployment.newest());
        assertThat(output.getOut().lines().filter(line -> line.contains("The collector takes no spans")))
                .hasSize(1);
        assertThat(output.getOut()).doesNotContain("Failed to export spans");
    }

    private static HttpResponse<String> ask(String traceparent, String flow) {
        HttpRequest.Builder request =
                headEnd.request(LOGIN, flow, HeadEnd.body("Password", PASSWORD)).header("traceparent", traceparent);
        return headEnd.send(request).join();
    }

    /** Each of the seven spans of a request names its call flow. */
    private static List<ReceivedSpan> spansOf(String flow) {
        return collector.spans().stream()
                .filter(span -> span.span().getAttributesList().stream()
                        .anyMatch(attribute ->
                                attribute.getValue().getStringValue().equals(flow)))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String flow) {
        return new TopicReader(kafka.bootstrapServers())
                .await(
                        topic,
                        1,
                        record -> record.key() != null
                                && new String(record.key(), StandardCharsets.US_ASCII).equals(flow))
                .get(0);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(TracesIT.class.getResourceAsStream("/traces/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
