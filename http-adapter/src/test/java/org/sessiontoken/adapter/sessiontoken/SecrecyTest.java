package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.event.Outcome;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sends known secrets, and searches all output for them, at the finest level of logging. */
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTest {

    private static final String PARAMETER = "canaryparameter4711";
    private static final String TOKEN = "canarytoken0815";

    private final ScriptedBroker broker = new ScriptedBroker();
    private final List<String> seen = new ArrayList<>();

    @Test
    void noParameterAndNoTokenIsSeenWhereItDoesNotBelong(CapturedOutput output) throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "logging.level.org=TRACE")) {
            broker.replyWith(ScriptedBroker.issued(TOKEN));
            assertThat(adapter.send(adapter.tokenRequest(good())).body()).contains(TOKEN);
            for (Outcome outcome : Outcome.values()) {
                if (outcome != Outcome.ISSUED) {
                    broker.replyWith(ScriptedBroker.declined(outcome));
                    look(adapter, good());
                }
            }
            broker.onRequest(request ->
                    CompletableFuture.failedFuture(new IllegalStateException(PARAMETER, new IOException(TOKEN))));
            look(adapter, good());
            broker.onRequest(request -> {
                throw new NoClassDefFoundError(PARAMETER);
            });
            look(adapter, good());
            badOnes().forEach(body -> look(adapter, body));
            for (String path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/prometheus")) {
                seen.add(adapter.send(adapter.to(path)).body());
            }
        }

        // The search works: it finds values that are no secret.
        assertThat(output.getAll())
                .contains(
                        "correlationId=",
                        "IllegalStateException",
                        "caused by java.io.IOException",
                        "NoClassDefFoundError");
        assertThat(seen).anyMatch(text -> text.contains("ags_adapter_requests_seconds_count"));
        seen.add(output.getAll());
        assertThat(seen).noneMatch(text -> text.contains(PARAMETER)).noneMatch(text -> text.contains(TOKEN));
    }

    @Test
    void noHeaderAndNoPathIsLoggedThatTheServerRefuses(CapturedOutput output) throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker)) {
            seen.add(adapter.sendRaw("POST /ags/" + PARAMETER + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
            seen.add(adapter.sendRaw("GET /ags/|" + PARAMETER + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
            seen.add(adapter.sendRaw("GET / HTTP/1.1\r\nHost: a\r\ntoken: \u0001" + PARAMETER + "\r\n\r\n"));
            seen.add(adapter.sendRaw("GET / HTTP/1.1\r\nHost: a\r\nto ken: " + PARAMETER + "\r\n\r\n"));
        }

        assertThat(output.getAll()).contains("Request refused by the server");
        seen.add(output.getAll());
        assertThat(seen).hasSize(5).noneMatch(text -> text.contains(PARAMETER));
    }

    private static String good() {
        return "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"" + PARAMETER + "\"}]}";
    }

    private static List<String> badOnes() {
        return List.of(
                PARAMETER,
                "{\"parameters\":[{\"name\":\"a\",\"value\":\"" + PARAMETER + "\"}",
                "{\"parameters\":[{\"name\":\"a\",\"value\":[\"" + PARAMETER + "\"]}]}",
                "{\"parameters\":\"" + PARAMETER + "\"}",
                "{\"parameters\":[{\"name\":\"a\",\"value\":\"\"},{\"name\":\"a\",\"value\":\"" + PARAMETER + "\"}]}",
                "{\"" + PARAMETER + "\":1,\"" + PARAMETER + "\":2}");
    }

    private void look(AdapterUnderTest adapter, String body) {
        seen.add(adapter.send(adapter.tokenRequest(body)).body());
    }
}
