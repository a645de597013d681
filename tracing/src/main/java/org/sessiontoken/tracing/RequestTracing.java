package org.sessiontoken.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.TraceParent;

/**
 * Decides which requests are recorded as spans, once for each: whoever passes a {@code traceparent} has decided already.
 *
 * <p>The decision is made here and not by OpenTelemetry's sampler, so that nothing is made of a request that is not recorded: no
 * observation, no span. Such a request still gets a trace ID, by which its log lines in all programs are found. While tracing is off,
 * what comes is passed on and nothing is added. Safe for all threads.
 */
public final class RequestTracing {

    /** The technical name of all observations: only what is made of spans sees it. */
    private static final String NAME = "ags.request";

    private static final RequestTracing OFF = new RequestTracing(ObservationRegistry.NOOP, 0);

    private final ObservationRegistry registry;
    private final double probability;

    /**
     * Traces requests.
     *
     * @param registry makes spans of observations, and nothing else of them
     * @param probability the share of requests that are recorded, of those that come without a trace; from 0 to 1
     */
    RequestTracing(ObservationRegistry registry, double probability) {
        this.registry = registry;
        this.probability = probability;
    }

    /** Records nothing. */
    public static RequestTracing off() {
        return OFF;
    }

    /** For libraries that observe what they do: nothing while tracing is off. Within a scope of a span, theirs are below it. */
    public ObservationRegistry registry() {
        return registry;
    }

    /**
     * Begins the first span that this program makes of a request.
     *
     * @param kind which side of a call or a message this program is
     * @param incoming the trace that the request came with
     * @param name what is asked for the name of the span if the request is recorded; one of few
     */
    public RequestSpan begin(Kind kind, Optional<TraceParent> incoming, Supplier<String> name) {
        if (registry.isNoop()) {
            return RequestSpan.passingOn(incoming);
        }
        if (incoming.isPresent()) {
            return incoming.get().isSampled() ? record(kind, incoming, name) : RequestSpan.passingOn(incoming);
        }
        return ThreadLocalRandom.current().nextDouble() < probability
                ? record(kind, incoming, name)
                : RequestSpan.passingOn(Optional.of(NewTrace.unrecorded()));
    }

    /** Begins a further span of a request, below the one that this trace names; none if that is not recorded. */
    public RequestSpan continued(Kind kind, Optional<TraceParent> parent, Supplier<String> name) {
        return registry.isNoop() || parent.filter(TraceParent::isSampled).isEmpty()
                ? RequestSpan.passingOn(parent)
                : record(kind, parent, name);
    }

    private RequestSpan record(Kind kind, Optional<TraceParent> parent, Supplier<String> name) {
        ReceiverContext<Optional<TraceParent>> context = new ReceiverContext<>(RequestTracing::header, kind);
        context.setCarrier(parent);
        return RequestSpan.started(
                Observation.createNotStarted(NAME, () -> context, registry)
                        .contextualName(name.get())
                        .start(),
                registry);
    }

    private static @Nullable String header(Optional<TraceParent> parent, String header) {
        return header.equals(TraceParent.HEADER)
                ? parent.map(TraceParent::value).orElse(null)
                : null;
    }
}
