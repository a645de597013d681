package org.sessiontoken.adapter.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;

class CorrelationIdTest {

    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker(), "ags.adapter.default-tenant=the-default");
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    private static String echoed(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-correlation-id").orElse("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ags/getSessionToken", "/ags/servicediscovery", "/nowhere", "/openapi.yaml", "/actuator/health"
            })
    void theCallersIdIsEchoedWhateverTheAnswer(String path) {
        assertThat(echoed(adapter.send(adapter.to(path).header("x-correlation-id", "flow-1"))))
                .isEqualTo("flow-1");
    }

    @Test
    void anIdIsMadeWhereNoneIsGiven() {
        HttpResponse<String> answer = adapter.send(adapter.tokenRequest("{\"parameters\":[]}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(UUID.fromString(echoed(answer))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words"})
    void anIdThatCannotBeTakenIsRefusedAndReplaced(String given) {
        HttpResponse<String> answer =
                adapter.send(adapter.tokenRequest("{\"parameters\":[]}").header("x-correlation-id", given));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(AdapterUnderTest.json(answer).path("detail").asString()).contains("x-correlation-id");
        assertThat(UUID.fromString(echoed(answer))).isNotNull();
        assertThat(AdapterUnderTest.json(answer).path("correlationId").asString())
                .isEqualTo(echoed(answer));
    }
}
