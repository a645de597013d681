package org.sessiontoken.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Beans of tracing: all of them if a collector is configured, and otherwise one that records nothing. */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {

    /** The one setting that turns tracing on. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

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

    /** What Spring Boot configures, but only where somebody asks for it: see {@link NothingUnasked}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(ENDPOINT)
    @ConditionalOnEnabledTracingExport("otlp")
    @Import({
        OpenTelemetrySdkAutoConfiguration.class,
        OpenTelemetryTracingAutoConfiguration.class,
        OtlpTracingAutoConfiguration.class
    })
    static class Exporting {

        private static final RetryPolicy SHORT = RetryPolicy.builder()
                .setMaxAttempts(2)
                .setInitialBackoff(Duration.ofMillis(500))
                .setMaxBackoff(Duration.ofSeconds(1))
                .build();

        /** {@link RequestTracing} has decided before a span begins. */
        @Bean
        Sampler decidedBefore() {
            return Sampler.parentBased(Sampler.alwaysOn());
        }

        @Bean
        SpanExporters watchedExporters(ObjectProvider<SpanExporter> exporters) {
            return SpanExporters.of(
                    exporters.orderedStream().map(WatchedExporter::new).toList());
        }

        /** New spans are worth more than old ones: what a collector does not take soon is lost. */
        @Bean
        OtlpHttpSpanExporterBuilderCustomizer shortRetries() {
            return exporter -> exporter.setRetryPolicy(SHORT);
        }

        /** Log lines have the ID of their trace explicitly, on whatever thread they are written. */
        @Bean
        OtelTracer.EventPublisher nothingInTheThreadsContext() {
            return event -> {};
        }
    }
}
