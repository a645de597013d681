package org.sessiontoken.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.TraceParent;

/**
 * One sending of a request, observed from its beginning until Kafka has it or does not take it. The event that is sent belongs to the
 * trace of the observation.
 */
final class Sending {

    private final RequestEvent event;
    private final Observation observation;
    private final RequestObservations observations;

    private Sending(RequestEvent event, Observation observation, RequestObservations observations) {
        this.event = event;
        this.observation = observation;
        this.observations = observations;
    }

    /** A sending that nobody observes. */
    static Sending unobserved(RequestEvent event, RequestObservations observations) {
        return new Sending(event, Observation.NOOP, observations);
    }

    /** Begins a sending below this observation, or below the current one of the thread if it is null. */
    static Sending observed(RequestEvent event, @Nullable Observation parent, RequestObservations observations) {
        SenderContext<Trace> context = new SenderContext<>(Sending::set, Kind.PRODUCER);
        Trace trace = new Trace();
        context.setCarrier(trace);
        Observation observation = observations
                .create(RequestObservations.SEND, context)
                .contextualName("send " + Topics.REQUESTS)
                .lowCardinalityKeyValue(SpanAttribute.MESSAGING_SYSTEM.key(), RequestObservations.KAFKA)
                .lowCardinalityKeyValue(SpanAttribute.OPERATION_NAME.key(), "send")
                .lowCardinalityKeyValue(SpanAttribute.OPERATION_TYPE.key(), "send")
                .lowCardinalityKeyValue(SpanAttribute.DESTINATION.key(), Topics.REQUESTS)
                .highCardinalityKeyValue(
                        SpanAttribute.CORRELATION_ID.key(),
                        event.correlationId().value())
                .highCardinalityKeyValue(
                        SpanAttribute.REQUEST_ID.key(),
                        event.request().requestId().value());
        if (parent != null) {
            observation.parentObservation(parent);
        }
        observation.start();
        return new Sending(event.withTrace(trace.parent()), observation, observations);
    }

    private static void set(@Nullable Trace carrier, String header, String value) {
        if (carrier != null && header.equals(TraceParent.HEADER)) {
            carrier.value = value;
        }
    }

    /** The event as it is sent. */
    RequestEvent event() {
        return event;
    }

    /** Begins to send the request once more, beside this sending. */
    Sending again() {
        RequestEvent next = event.nextAttempt();
        return observation.isNoop() ? unobserved(next, observations) : observed(next, parent(), observations);
    }

    private Observation parent() {
        return observation.getContextView().getParentObservation() instanceof Observation parent ? parent : observation;
    }

    void acknowledged() {
        observation.stop();
    }

    void failed(ClientReason reason) {
        // Not for metrics: a tag that is not always there would make Prometheus refuse the meter.
        observation.highCardinalityKeyValue(
                SpanAttribute.ERROR_TYPE.key(), reason.code().value());
        observation.stop();
    }

    /** Where the trace of a sending is put. */
    private static final class Trace {

        private @Nullable String value;

        /** What another tracer puts there may be anything. */
        private Optional<TraceParent> parent() {
            try {
                return Optional.ofNullable(value).map(TraceParent::new);
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        }
    }
}
