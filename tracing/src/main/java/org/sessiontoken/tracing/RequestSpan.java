package org.sessiontoken.tracing;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.TraceParent;

/**
 * What this program does for a request, from its beginning to its end: recorded as a span, or else only the trace to pass on.
 *
 * <p>Safe for all threads, as long as one of them uses it at a time. No exception is ever given to it, since a message may quote a
 * credential.
 */
public final class RequestSpan {

    private static final String NAME = "ags.step";
    private static final RequestSpan NONE =
            new RequestSpan(Observation.NOOP, ObservationRegistry.NOOP, Optional.empty());

    private final Observation observation;
    private final ObservationRegistry registry;
    private final Optional<TraceParent> trace;

    private RequestSpan(Observation observation, ObservationRegistry registry, Optional<TraceParent> trace) {
        this.observation = observation;
        this.registry = registry;
        this.trace = trace;
    }

    /** Records nothing and belongs to no trace. */
    public static RequestSpan none() {
        return NONE;
    }

    static RequestSpan passingOn(Optional<TraceParent> trace) {
        return trace.isEmpty() ? NONE : new RequestSpan(Observation.NOOP, ObservationRegistry.NOOP, trace);
    }

    static RequestSpan started(Observation observation, ObservationRegistry registry) {
        return new RequestSpan(observation, registry, traceOf(observation));
    }

    private static Optional<TraceParent> traceOf(Observation observation) {
        TracingContext tracing = observation.getContextView().get(TracingContext.class);
        if (tracing == null || tracing.getSpan() == null) {
            return Optional.empty();
        }
        TraceContext context = tracing.getSpan().context();
        return Optional.of(new TraceParent("00-" + context.traceId() + "-" + context.spanId() + "-01"));
    }

    /** The trace as others are to continue it: below this span if it is recorded. */
    public Optional<TraceParent> trace() {
        return trace;
    }

    /** Whether a span is made, so that work for its attributes is not in vain. */
    public boolean isRecorded() {
        return !observation.isNoop();
    }

    /** Sets an attribute, if the span is recorded. */
    public RequestSpan set(SpanAttribute attribute, Object value) {
        if (isRecorded()) {
            observation.highCardinalityKeyValue(KeyValue.of(attribute.key(), value.toString()));
        }
        return this;
    }

    /** Sets an attribute that may be unknown. */
    public RequestSpan setIfKnown(SpanAttribute attribute, Optional<?> value) {
        return value.isPresent() ? set(attribute, value.get()) : this;
    }

    /** Marks the span as failed, if it is recorded: by a code or the class of a failure. */
    public RequestSpan fail(String type) {
        return set(SpanAttribute.ERROR_TYPE, type);
    }

    /** Begins a span of a step within this one. */
    public RequestSpan child(String name) {
        return isRecorded()
                ? started(
                        Observation.createNotStarted(NAME, registry)
                                .contextualName(name)
                                .parentObservation(observation)
                                .start(),
                        registry)
                : this;
    }

    /** Makes this the current span of the thread, for the libraries that are called in it, until the scope is closed. */
    public Observation.Scope openScope() {
        return isRecorded() ? observation.openScope() : Observation.Scope.NOOP;
    }

    /** Ends the span. Nobody may call it twice. */
    public void end() {
        observation.stop();
    }
}
