package org.sessiontoken.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;

/** Health and metrics on a port of their own, as they are by default. */
class ManagementPortTest {

    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker(), "management.server.port=0");
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void areNotOnThePortOfCallers(String path) {
        assertThat(adapter.send(adapter.to(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void tellHowTheAdapterIsAndNoMore() {
        HttpResponse<String> health = adapter.send(adapter.toManagement("/actuator/health"));

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"OUT_OF_SERVICE\"}");
        assertThat(adapter.send(adapter.toManagement("/actuator/health/liveness"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(adapter.send(adapter.toManagement("/actuator/health/readiness"))
                        .body())
                .contains("broker", "catalogue")
                .doesNotContain("details");
        assertThat(adapter.send(adapter.toManagement("/actuator/prometheus")).body())
                .contains("jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ags/servicediscovery", "/openapi.yaml"})
    void answerNoCaller(String path) throws IOException {
        assertThat(adapter.sendRawToManagement("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
    }

    /** The last two are refused by Tomcat itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /actuator/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /| HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\na name: a\r\n\r\n"
            })
    void haveTheHeadersThatAllAnswersHave(String request) throws IOException {
        assertThat(adapter.sendRawToManagement(request))
                .contains(
                        "Cache-Control: no-store",
                        "X-Content-Type-Options: nosniff",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
                .doesNotContain("Server:", "Tomcat", "Strict-Transport-Security");
    }

    @Test
    void areOnThePortOfCallersWhereTheOperatorSaysSo() {
        try (AdapterUnderTest one = AdapterUnderTest.start(new ScriptedBroker(), "management.server.port=")) {
            assertThat(one.send(one.to("/actuator/health/liveness")).statusCode())
                    .isEqualTo(200);
        }
    }
}
