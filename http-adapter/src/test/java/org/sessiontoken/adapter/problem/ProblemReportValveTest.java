package org.sessiontoken.adapter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
        assertThat(answer).contains("\\r\\nx-correlation-id: ".translateEscapes(), "Cache-Control: no-store");
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
                "GET /ags/x HTTP/7.1\\r\\nHost: a\\r\\n\\r\\n # 505",
                "TRACE /ags/x HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n # 405",
            })
    void isToldAsAProblem(String request, int status) throws IOException {
        assertIsProblem(exchange(request), status);
    }

    @Test
    void headersThatAreTooLargeAreToldAsAProblem() throws IOException {
        assertIsProblem(
                exchange("GET /ags/x HTTP/1.1\\r\\nHost: a\\r\\ntoken: " + "x".repeat(20_000) + "\\r\\n\\r\\n"), 400);
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
            strings = {"/", "/nowhere", "/ags", "/ags/nowhere", "/ags/getSessionToken/", "/error", "/actuator/env"})
    void anUnknownPathIsToldAsAProblemWhateverIsAccepted(String path) {
        HttpResponse<String> answer = adapter.send(adapter.to(path).header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("x-correlation-id")).isPresent();
        assertThat(AdapterUnderTest.json(answer).path("type").asString()).endsWith(":not-found");
    }

    @Test
    void theServerDoesNotTellItsName() {
        assertThat(adapter.send(adapter.to("/openapi.yaml")).headers().firstValue("Server"))
                .isEmpty();
    }
}
