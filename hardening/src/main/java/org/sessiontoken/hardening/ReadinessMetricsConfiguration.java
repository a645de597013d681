package org.sessiontoken.hardening;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.sessiontoken.telemetry.Metric;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Exports whether the program is ready, for those who watch metrics alone. Each scrape looks at the states that the readiness
 * probe looks at, and waits for nothing.
 */
@Configuration(proxyBeanMethods = false)
public class ReadinessMetricsConfiguration {

    /** The endpoint is asked for when it is needed: what it looks at may have meters itself. */
    @Bean
    MeterBinder readinessMetrics(ObjectProvider<HealthEndpoint> health) {
        return meters -> Gauge.builder(Metric.READY.meterName(), () -> isReady(health.getObject()) ? 1 : 0)
                .description(Metric.READY.description())
                .register(meters);
    }

    private static boolean isReady(HealthEndpoint health) {
        HealthDescriptor readiness = health.healthForPath("readiness");
        return readiness != null && readiness.getStatus().equals(Status.UP);
    }
}
