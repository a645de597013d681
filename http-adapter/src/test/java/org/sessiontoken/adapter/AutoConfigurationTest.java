package org.sessiontoken.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.webmvc.error.ErrorController;

/** Spring Boot's auto-configuration follows the class path: these are the parts that must not come with it. */
class AutoConfigurationTest {

    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker());
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    @Test
    void addsNoFilterToThePathOfARequest() {
        assertThat(adapter.filters())
                .containsExactlyInAnyOrder(
                        "accessLogFilter", "bodyFilter", "largeResponseFilter", "requestContextFilter");
    }

    @Test
    void addsNoErrorPage() {
        assertThat(adapter.beanNames(ErrorController.class)).isEmpty();
    }

    @Test
    void exposesHealthAndMetricsOnly() {
        assertThat(adapter.bean(PathMappedEndpoints.class).getAllPaths())
                .containsExactlyInAnyOrder("/actuator/health", "/actuator/prometheus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "configprops", "heapdump", "loggers", "metrics", "conditions", "info"})
    void exposesNothingElse(String endpoint) {
        assertThat(adapter.send(adapter.to("/actuator/" + endpoint)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsNoDetailsOfHealth() {
        assertThat(adapter.send(adapter.to("/actuator/health")).body()).doesNotContain("components", "details");
    }

    @Test
    void measuresARequestOnce() {
        adapter.send(adapter.tokenRequest("{\"parameters\":[]}"));

        assertThat(adapter.send(adapter.to("/actuator/prometheus")).body()).doesNotContain("http_server_requests");
    }
}
