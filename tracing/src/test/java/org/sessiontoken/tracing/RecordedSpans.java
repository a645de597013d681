package org.sessiontoken.tracing;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;

/** Traces into memory, by OpenTelemetry itself. */
final class RecordedSpans {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()
            .get("test");

    RequestTracing tracing(double probability) {
        return new RequestTracing(
                SpanHandlers.registry(
                        new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {}),
                        new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer)),
                probability);
    }

    List<SpanData> ended() {
        return exporter.getFinishedSpanItems();
    }
}
