package org.sessiontoken.tracing;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.SpanAttribute;

/**
 * Makes spans of observations as Micrometer does, but for four things: names stay as they are, since they contain paths and topics;
 * numbers are numbers; each span has the correlation ID of its request; and a span with an error is marked as such without an
 * exception, whose message may quote a credential.
 */
final class SpanHandlers {

    private SpanHandlers() {}

    /** A registry that makes spans and nothing else: no metric, whose tags an ID of a request must not be. */
    static ObservationRegistry registry(Tracer tracer, Propagator propagator) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        receiver(tracer, propagator), sender(tracer, propagator), step(tracer)));
        return registry;
    }

    private static ObservationHandler<?> receiver(Tracer tracer, Propagator propagator) {
        return new PropagatingReceiverTracingObservationHandler<ReceiverContext<?>>(tracer, propagator) {
            @Override
            public String getSpanName(ReceiverContext<?> context) {
                return nameOf(context);
            }

            @Override
            public void tagSpan(ReceiverContext<?> context, Span span) {
                tag(context, span);
            }
        };
    }

    private static ObservationHandler<?> sender(Tracer tracer, Propagator propagator) {
        return new PropagatingSenderTracingObservationHandler<SenderContext<?>>(tracer, propagator) {
            @Override
            public String getSpanName(SenderContext<?> context) {
                return nameOf(context);
            }

            @Override
            public void tagSpan(SenderContext<?> context, Span span) {
                tag(context, span);
            }
        };
    }

    private static ObservationHandler<?> step(Tracer tracer) {
        return new DefaultTracingObservationHandler(tracer) {
            @Override
            public String getSpanName(Observation.Context context) {
                return nameOf(context);
            }

            @Override
            public void tagSpan(Observation.Context context, Span span) {
                tag(context, span);
            }
        };
    }

    private static String nameOf(Observation.Context context) {
        @Nullable String contextual = context.getContextualName();
        return contextual == null ? Objects.requireNonNull(context.getName()) : contextual;
    }

    private static void tag(Observation.Context context, Span span) {
        KeyValue flow = flowOf(context);
        if (flow != null) {
            span.tag(flow.getKey(), flow.getValue());
        }
        for (KeyValue attribute : context.getAllKeyValues()) {
            String key = attribute.getKey();
            if (SpanAttribute.isNumber(key)) {
                span.tag(key, Long.parseLong(attribute.getValue()));
            } else {
                span.tag(key, attribute.getValue());
            }
            if (key.equals(SpanAttribute.ERROR_TYPE.key())) {
                OtelSpan.toOtel(span).setStatus(StatusCode.ERROR);
            }
        }
    }

    /** Of a step, it is that of the request around it. */
    private static @Nullable KeyValue flowOf(Observation.ContextView context) {
        KeyValue own = context.getHighCardinalityKeyValue(SpanAttribute.CORRELATION_ID.key());
        ObservationView around = context.getParentObservation();
        return own != null || around == null ? own : flowOf(around.getContextView());
    }
}
