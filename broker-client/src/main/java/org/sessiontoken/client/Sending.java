package org.sessiontoken.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.TraceParent;

/**
 * One sending of a message, observed from its beginning until Kafka has it or does not take it. What is sent belongs to the trace of
 * the observation.
 */
final class Sending {

    private final Message message;
    private final Optional<TraceParent> trace;
    private final Observation observation;
    private final RequestObservations observations;

    private Sending(
            Message message, Optional<TraceParent> trace, Observation observation, RequestObservations observations) {
        this.message = message;
        this.trace = trace;
        this.observation = observation;
        this.observations = observations;
    }

    /** A sending that nobody observes: it belongs to the trace that the caller has named. */
    static Sending unobserved(Message message, RequestObservations observations) {
        return new Sending(message, message.trace(), Observation.NOOP, observations);
    }

    /** Begins a sending below this observation, or below the current one of the thread if it is null. */
    static Sending observed(Message message, @Nullable Observation parent, RequestObservations observations) {
        SenderContext<Trace> context = new SenderContext<>(Sending::set, Kind.PRODUCER);
        Trace trace = new Trace();
        context.setCarrier(trace);
        Observation observation = observations
                .create(RequestObservations.SEND, context)
                .contextualName("send " + message.topic())
                .lowCardinalityKeyValue(SpanAttribute.MESSAGING_SYSTEM.key(), RequestObservations.KAFKA)
                .lowCardinalityKeyValue(SpanAttribute.OPERATION_NAME.key(), "send")
                .lowCardinalityKeyValue(SpanAttribute.OPERATION_TYPE.key(), "send")
                .lowCardinalityKeyValue(SpanAttribute.DESTINATION.key(), message.topic())
                .highCardinalityKeyValue(
                        SpanAttribute.CORRELATION_ID.key(),
                        message.correlationId().value())
                .highCardinalityKeyValue(
                        SpanAttribute.REQUEST_ID.key(), message.requestId().value());
        if (parent != null) {
            observation.parentObservation(parent);
        }
        observation.start();
        return new Sending(message, trace.parent(), observation, observations);
    }

    private static void set(@Nullable Trace carrier, String header, String value) {
        if (carrier != null && header.equals(TraceParent.HEADER)) {
            carrier.value = value;
        }
    }

    /** The trace of what is sent, if it has one. */
    Optional<TraceParent> trace() {
        return trace;
    }

    /** Begins to send the message once more, beside this sending. */
    Sending again() {
        return observation.isNoop() ? unobserved(message, observations) : observed(message, parent(), observations);
    }

    private Observation parent() {
        return observation.getContextView().getParentObservation() instanceof Observation parent ? parent : observation;
    }

    void acknowledged() {
        observation.stop();
    }

    /** Kafka does not take what a request depends on. */
    void failed(ClientReason reason, ReplyTable.Entry<?> entry) {
        failed(reason);
        entry.isNotSent(reason);
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
