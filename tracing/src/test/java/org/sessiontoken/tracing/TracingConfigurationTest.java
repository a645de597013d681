package org.sessiontoken.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class TracingConfigurationTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Test
    void isOffAndMakesNothingOfOpenTelemetryUnlessACollectorIsConfigured() {
        runner.run(context -> {
            assertThat(context)
                    .doesNotHaveBean(OpenTelemetry.class)
                    .doesNotHaveBean(io.micrometer.tracing.Tracer.class);
            assertThat(context.getBean(RequestTracing.class)).isSameAs(RequestTracing.off());
        });
    }

    @Test
    void isOnByTheAddressOfACollectorAlone() {
        runner.withPropertyValues(CollectorIsConfigured.ENDPOINT + "=http://127.0.0.1:1/v1/traces")
                .run(context -> assertThat(
                                context.getBean(RequestTracing.class).registry().isNoop())
                        .isFalse());
    }

    @Test
    void isOffWhereExportingIsTurnedOff() {
        runner.withPropertyValues(
                        CollectorIsConfigured.ENDPOINT + "=http://127.0.0.1:1/v1/traces",
                        "management.tracing.export.enabled=false")
                .run(context ->
                        assertThat(context.getBean(RequestTracing.class)).isSameAs(RequestTracing.off()));
    }

    /** A service: Spring Boot may configure in it whatever is on the class path. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(TracingConfiguration.class)
    static class Application {}
}
