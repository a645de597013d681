package org.sessiontoken.adapter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AccessLogTest {

    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker(), "ags.adapter.default-tenant=the-default");
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    // The server writes the access log after the caller has the response, so these tests wait for it.

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 17\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n11\r\n"})
    void oneLineIsLoggedForEachRequestHoweverItsBodyComes(String framing, CapturedOutput output) throws IOException {
        adapter.sendRaw("POST /ags/getSessionToken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "x-auth-service-id: Customer Auth Service\r\nnv-tenant-id: nagra\r\nx-correlation-id: flow-2\r\n"
                + framing
                + "{\"parameters\":[]}\r\n0\r\n\r\n");

        await().untilAsserted(() -> assertThat(output.getOut().lines().filter(line -> line.contains("flow-2")))
                .singleElement()
                .asString()
                .contains(
                        "INFO",
                        "Request answered",
                        "operation=\"getSessionToken\"",
                        "outcome=\"issued\"",
                        "status=\"200\"",
                        "durationMs=",
                        "requestId=\"request-0001\"",
                        "tenantId=\"nagra\"",
                        "authServiceId=\"Customer Auth Service\""));
    }

    @ParameterizedTest
    @CsvSource({
        "/ags/getSessionToken, getSessionToken, refused",
        "/ags/servicediscovery, servicediscovery, unavailable",
        "/ags/nowhere, unknown, refused"
    })
    void answersAreCountedByWhatWasAskedAndHowItEnded(String path, String operation, String outcome) {
        adapter.send(adapter.to(path).header("x-correlation-id", "flow-3"));

        await().untilAsserted(() -> assertThat(
                        adapter.send(adapter.to("/actuator/prometheus")).body())
                .contains("ags_adapter_requests_seconds_count{operation=\"" + operation + "\",outcome=\"" + outcome
                        + "\"}")
                .doesNotContain("flow-3"));
    }

    /** An alert compares two values of a counter: one that appears with its first event would not be seen. */
    @ParameterizedTest
    @CsvSource({
        "getSessionToken, expired",
        "getSessionToken, failed",
        "getSessionToken, throttled",
        "servicediscovery, failed"
    })
    void whatMayHappenIsThereBeforeItHappensWithAllBuckets(String operation, String outcome) {
        String series = "{operation=\"" + operation + "\",outcome=\"" + outcome + "\"";
        assertThat(adapter.send(adapter.to("/actuator/prometheus")).body().lines())
                .contains("ags_adapter_requests_seconds_count" + series + "} 0")
                .contains("ags_adapter_requests_seconds_bucket" + series + ",le=\"0.0025\"} 0")
                .contains("ags_adapter_requests_seconds_bucket" + series + ",le=\"10.0\"} 0")
                .contains("ags_adapter_requests_seconds_bucket" + series + ",le=\"+Inf\"} 0");
    }

    @Test
    void theDefaultTenantAsksWhereNoneIsGiven(CapturedOutput output) {
        adapter.send(adapter.to("/ags/servicediscovery"));

        await().untilAsserted(() -> assertThat(output.getOut()).contains("tenantId=\"the-default\""));
    }
}
