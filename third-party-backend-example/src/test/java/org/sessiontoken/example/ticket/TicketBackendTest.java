package org.sessiontoken.example.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.sso.ProviderFailure;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** Against a ticket office that knows one ticket. */
class TicketBackendTest extends SsoBackendContract {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static HttpServer office;

    @BeforeAll
    static void open() throws IOException {
        office = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        office.setExecutor(THREADS);
        office.createContext("/tickets", exchange -> {
            boolean known = read(exchange).equals("ticket=ticket+%261");
            respond(exchange, known ? 200 : 404, known ? "{\"account\":\"account-1\"}" : "");
        });
        office.createContext("/broken", exchange -> respond(exchange, 500, ""));
        office.createContext("/nameless", exchange -> respond(exchange, 200, "{}"));
        office.createContext("/empty", exchange -> respond(exchange, 200, "{\"account\":\"\"}"));
        office.createContext("/large", exchange -> respond(exchange, 200, "x".repeat(2000)));
        office.createContext("/silent", exchange -> {});
        office.start();
    }

    @AfterAll
    static void close() {
        office.stop(0);
        THREADS.shutdownNow();
    }

    @Override
    protected SsoBackend createBackend() {
        return backend(Map.of("uri", address("/tickets")));
    }

    @Override
    protected SsoRequest genuineRequest() {
        return request("ticket &1");
    }

    @Test
    void asksTheTicketOffice() {
        try (SsoBackend backend = createBackend()) {
            assertThat(answer(backend, request("ticket &1"))).isEqualTo(new Authenticated(new AccountId("account-1")));
            assertThat(answer(backend, request("ticket 2")))
                    .isEqualTo(new Unauthorised(TicketReason.UNKNOWN_TICKET.code()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/broken, PROVIDER_FAILED",
        "/nameless, MALFORMED_ANSWER",
        "/empty, MALFORMED_ANSWER",
        "/large, ANSWER_TOO_LARGE",
        "/silent, PROVIDER_TIMED_OUT"
    })
    void reportsAnOutageOfTheTicketOffice(String path, ProviderFailure failure) {
        String timeout = failure == ProviderFailure.PROVIDER_TIMED_OUT ? "500ms" : "30s";
        Map<String, String> options = Map.of("uri", address(path), "timeout", timeout, "max-response-size", "1KB");
        try (SsoBackend backend = backend(options)) {
            assertThat(answer(backend, request("ticket &1"))).isEqualTo(failure.outcome());
        }
    }

    @Test
    void refusesAnUnknownOptionAsTheBrokerDoes() {
        Map<String, String> misspelt = Map.of("uri", address("/tickets"), "time-out", "1s");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend(misspelt))
                .withMessageStartingWith(
                        TestBackendContext.PATH + ".time-out is not an option of this type, which has [")
                .withMessageContaining("timeout, uri]");
    }

    private static SsoBackend backend(Map<String, String> options) {
        SsoBackendFactory factory = ServiceLoader.load(SsoBackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.type().equals("ticket"))
                .findFirst()
                .orElseThrow();
        return TestBackendContext.with(options).create(factory);
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + office.getAddress().getPort() + path;
    }

    private static String read(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static SsoRequest request(String ticket) {
        Instant asOf = Instant.parse("2026-03-01T12:00:00Z");
        return new SsoRequest(
                new RequestId("request-0001"),
                new CorrelationId("flow-1"),
                TestBackendContext.TENANT_ID,
                TestBackendContext.AUTH_SERVICE_ID,
                new Parameters(List.of(new Parameter("Ticket", Secret.ofText(ticket)))),
                asOf,
                asOf.plus(Duration.ofSeconds(10)));
    }

    private static SsoOutcome answer(SsoBackend backend, SsoRequest request) {
        return backend.authenticate(request).toCompletableFuture().join();
    }
}
