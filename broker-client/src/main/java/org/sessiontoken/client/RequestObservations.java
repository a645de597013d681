package org.sessiontoken.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.TraceParent;

/**
 * Observes requests on their way to Kafka, and replies on their way back. A request that names a trace is part of that trace and is
 * not observed: whoever has named it knows better. Of all others, the current observation of the thread is the parent. IDs of requests
 * are of high cardinality: they become attributes of spans, and never tags of metrics. Safe for all threads.
 */
final class RequestObservations {

    static final String SEND = "ags.client.send";
    static final String PROCESS = "ags.client.process";
    static final String KAFKA = "kafka";

    private final ObservationRegistry registry;

    RequestObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    Observation create(String name, Observation.Context context) {
        return Observation.createNotStarted(name, () -> context, registry);
    }

    /** Begins to send a message. */
    Sending send(Message message) {
        return registry.isNoop() || message.trace().isPresent()
                ? Sending.unobserved(message, this)
                : Sending.observed(message, null, this);
    }

    /** Begins to process a reply, if it belongs to a trace that is recorded. */
    Observation process(ConsumerRecord<byte[], byte[]> reply) {
        if (registry.isNoop()) {
            return Observation.NOOP;
        }
        if (traceOf(reply).filter(TraceParent::isSampled).isEmpty()) {
            return Observation.NOOP;
        }
        ReceiverContext<ConsumerRecord<byte[], byte[]>> context =
                new ReceiverContext<>(RequestObservations::header, Kind.CONSUMER);
        context.setCarrier(reply);
        return create(PROCESS, context)
                .contextualName("process " + reply.topic())
                .lowCardinalityKeyValue(SpanAttribute.MESSAGING_SYSTEM.key(), KAFKA)
                .lowCardinalityKeyValue(SpanAttribute.OPERATION_NAME.key(), "process")
                .lowCardinalityKeyValue(SpanAttribute.OPERATION_TYPE.key(), "process")
                .lowCardinalityKeyValue(SpanAttribute.DESTINATION.key(), reply.topic())
                .highCardinalityKeyValue(SpanAttribute.DESTINATION_PARTITION.key(), Integer.toString(reply.partition()))
                .highCardinalityKeyValue(SpanAttribute.OFFSET.key(), Long.toString(reply.offset()))
                .start();
    }

    /** The trace that a record names, if it does. */
    static Optional<TraceParent> traceOf(ConsumerRecord<byte[], byte[]> reply) {
        try {
            return Optional.ofNullable(header(reply, TraceParent.HEADER)).map(TraceParent::new);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable String header(@Nullable ConsumerRecord<byte[], byte[]> reply, String name) {
        Header header = reply == null ? null : reply.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
