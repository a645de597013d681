package org.sessiontoken.adapter.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;

class ProblemReportValveTest {

    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker(), "server.tomcat.connection-timeout=300ms");
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    private static String post(String headers, String body) {
        return "POST /ags/getSessionToken HTTP/1.1\\r\\nHost: a\\r\\nx-auth-service-id: a\\r\\nnv-tenant-id: t\\r\\n"
                + headers + "\\r\\n\\r\\n" + body;
    }

    /** Line ends are escaped as in Java, so that a request is one row of a table. */
    private static String exchange(String request) throws IOException {
        return adapter.sendRaw(request.translateEscapes());
    }

    private static void assertIsProblem(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).contains("\\r\\nContent-Type: application/problem+json".translateEscapes());
        assertThat(answer)
                .contains(
                        "\\r\\nx-correlation-id: ".translateEscapes(),
                        "Cache-Control: no-store",
                        "X-Content-Type-Options: nosniff",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                        "Connection: close");
        assertThat(answer).contains("\"status\":" + status, "\"correlationId\":\"");
        assertThat(answer).doesNotContainIgnoringCase("<html", "tomcat", "apache", "exception", "\nServer:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "GARBAGE\\r\\n\\r\\n # 400",
                "G@T /ags/x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /ags/a|b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /ags/%zz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /ags/%2f HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /ags/%00 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /../../etc/passwd HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nna me: v\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nno colon\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nname: a\\1b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nname: a\\0b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nx-correlation-id: a\\1b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nx-correlation-id: a\\177b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nx-correlation-id: a\\0b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nx-correlation-id: a\\rb\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nname: a\\rb\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nname: \\33[2J\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\33\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nConnection: a\\33\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nCookie: a\\33\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: \\33\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: \\33\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nExpect: \\33\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a:b\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a:99999\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: a%zz\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\r\\nHost: [::1\\r\\n\\r\\n # 400",
                "GET http://b/ags/x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /ags/x HTTP/1.1\\nHost: a\\nname: a\\1b\\n\\n # 400",
                "GET ftp://a/x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n # 400",
                "GET /nowhere HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 404",
                "OPTIONS * HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 404",
                "BREW /openapi.yaml HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 405",
                "BREW /ags/getSessionToken HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 405",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nExpect: a miracle\\r\\n\\r\\n # 417",
                "GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n # 501",
                "CONNECT a:443 HTTP/1.1\\r\\nHost: a:443\\r\\nConnection: close\\r\\n\\r\\n # 501",
                "GET /ags/x HTTP/7.1\\r\\nHost: a\\r\\n\\r\\n # 505",
                "GET /openapi.yaml\\r\\n # 505",
                "GET /openapi.yaml\\r\\nHost: a\\r\\n\\r\\n # 505",
                "POST /ags/getSessionToken\\n # 505",
                "TRACE /ags/x HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 405",
            })
    void isToldAsAProblem(String request, int status) throws IOException {
        assertIsProblem(exchange(request), status);
    }

    @ParameterizedTest
    @ValueSource(ints = {17_000, 20_000})
    void headersThatAreTooLargeAreToldAsAProblem(int length) throws IOException {
        assertIsProblem(
                exchange("GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\ntoken: " + "x".repeat(length) + "\\r\\n\\r\\n"), 431);
        assertIsProblem(
                exchange("GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\n" + "x".repeat(length) + ": y\\r\\n\\r\\n"), 431);
        assertIsProblem(
                exchange("GET /ags/x HTTP/1.1\\r\\ntoken: " + "x".repeat(length) + "\\r\\nHost: a\\r\\n\\r\\n"), 431);
        assertIsProblem(exchange("GET /ags/" + "x".repeat(length) + " HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"), 414);
    }

    @Test
    void moreThanAHundredHeadersAreToldAsAProblem() throws IOException {
        String head = "GET /nowhere HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n";

        assertIsProblem(exchange(head + "a: b\\r\\n".repeat(98) + "\\r\\n"), 404);
        assertIsProblem(exchange(head + "a: b\\r\\n".repeat(99) + "\\r\\n"), 431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my_adapter:8080",
                "my_adapter",
                "a",
                "A.b-c:",
                "a..b",
                "-a-",
                "1.2.3.4:80",
                "1.2.3.4.5",
                "1host",
                "a~b!c$d&e'f(g)h*i+j,k;l=m",
                "%C3%A9",
                "[::1]:8080",
                "",
                ":80"
            })
    void everyHostOfTheGrammarIsTaken(String host) throws IOException {
        assertThat(exchange("GET /openapi.yaml HTTP/1.1\\r\\nHost: " + host + "\\r\\nConnection: close\\r\\n\\r\\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** Repeated because the server uses the objects of one connection for others. */
    @RepeatedTest(20)
    void noAnswerDependsOnTheRequestOfAnotherConnection() throws IOException {
        for (String before : List.of(
                "GET /openapi.yaml\\r\\n",
                "GET /openapi.yaml HTTP/1.0\\r\\n\\r\\n",
                "GET /openapi.yaml HTTP/7.1\\r\\n\\r\\n",
                "HEAD /openapi.yaml HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n",
                "POST /a HTTP/1.1\\r\\nHost: a\\r\\nExpect: 100-continue\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\n{}",
                "GARBAGE\\r\\n\\r\\n")) {
            exchange(before);
            assertIsProblem(exchange("GARBAGE\\r\\n\\r\\n"), 400);
            exchange(before);
            assertThat(exchange("GET /openapi.yaml HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsToldAsAProblem() throws IOException {
        assertIsProblem(exchange(post("Connection: close\\r\\nContent-Length: 70000", " ".repeat(70_000))), 413);
    }

    @Test
    void aBodyOfAnotherMediaTypeIsToldAsAProblem() throws IOException {
        assertIsProblem(
                exchange(post("Connection: close\\r\\nContent-Type: text/xml\\r\\nContent-Length: 4", "<a/>")), 415);
    }

    @Test
    void aHeadThatArrivesDropByDropIsGivenUp() throws IOException {
        try (Socket socket = adapter.sendPart("GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n")) {
            // More often than the pause that closes the connection by itself.
            socket.setSoTimeout(100);
            await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> hasEndedAfterAnotherDrop(socket));
        }
    }

    private static boolean hasEndedAfterAnotherDrop(Socket socket) {
        try {
            socket.getOutputStream().write("a: b\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Repeated because the server handles this error, too: without care, the faster of the two would respond. */
    @RepeatedTest(20)
    void aBadChunkIsToldAsAProblem() throws IOException {
        assertIsProblem(exchange(post("Transfer-Encoding: chunked", "zz\\r\\n")), 400);
    }

    @RepeatedTest(20)
    void aBadChunkThatComesLaterIsToldAsAProblem() throws IOException {
        String begun = post("Transfer-Encoding: chunked", "1\\r\\n{\\r\\n");
        try (Socket socket = adapter.sendPart(begun.translateEscapes())) {
            socket.getOutputStream().write("zz\r\n".getBytes(StandardCharsets.US_ASCII));

            assertIsProblem(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8), 400);
        }
    }

    @Test
    void aBodyThatDoesNotCometoItsEndIsToldAsAProblem() throws IOException {
        assertIsProblem(exchange(post("Content-Length: 99", "{")), 408);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1\\r\\nContent-Length: 2", "Content-Length: -1"})
    void aBodyOfUnclearLengthIsToldAsAProblem(String headers) throws IOException {
        assertIsProblem(exchange(post(headers, "{}")), 400);
    }

    @Test
    void theCorrelationIdIsEchoedWhereItCouldBeRead() throws IOException {
        String answer =
                exchange("GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\nx-correlation-id: flow-1\\r\\nname: a\\1b\\r\\n\\r\\n");

        assertIsProblem(answer, 400);
        assertThat(answer).contains("x-correlation-id: flow-1", "\"correlationId\":\"flow-1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nowhere",
                "/ags",
                "/ags/nowhere",
                "/ags/getSessionToken/",
                "/error",
                "/actuator/env",
            })
    void anUnknownPathIsToldAsAProblemWhateverIsAccepted(String path) {
        HttpResponse<String> answer = adapter.send(adapter.to(path).header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("x-correlation-id")).isPresent();
        assertThat(AdapterUnderTest.json(answer).path("type").asString()).endsWith(":not-found");
    }

    @Test
    void anUnknownPartOfAnActuatorEndpointIsToldAsAProblem() throws IOException {
        assertIsProblem(
                exchange("GET /actuator/health/nowhere HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n"), 404);
    }

    @Test
    void theServerDoesNotTellItsName() {
        assertThat(adapter.send(adapter.to("/openapi.yaml")).headers().firstValue("Server"))
                .isEmpty();
    }
}
