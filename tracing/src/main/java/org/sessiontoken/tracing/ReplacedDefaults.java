package org.sessiontoken.tracing;

import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Beans in the place of Spring Boot's own. */
@Configuration(proxyBeanMethods = false)
@Conditional(CollectorIsConfigured.class)
class ReplacedDefaults {

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
