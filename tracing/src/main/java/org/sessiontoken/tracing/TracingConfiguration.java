package org.sessiontoken.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Traces requests with what Spring Boot configures of OpenTelemetry, if a collector is configured, and otherwise records nothing. */
@Configuration(proxyBeanMethods = false)
@Import(ReplacedDefaults.class)
public class TracingConfiguration {

    @Bean
    RequestTracing requestTracing(
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator,
            ObjectProvider<TracingProperties> settings) {
        Tracer found = tracer.getIfAvailable();
        return found == null
                ? RequestTracing.off()
                : new RequestTracing(
                        SpanHandlers.registry(found, propagator.getObject()),
                        settings.getObject().getSampling().getProbability());
    }
}
