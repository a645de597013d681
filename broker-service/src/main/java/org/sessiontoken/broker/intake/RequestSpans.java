package org.sessiontoken.broker.intake;

import io.micrometer.observation.transport.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.letters.AnsweringReason;
import org.sessiontoken.answering.writing.WriteResult;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.tracing.RequestSpan;
import org.sessiontoken.tracing.RequestTracing;
import org.sessiontoken.value.TraceParent;

/**
 * The spans of a request in Kafka: one from taking its record until its outcome is written, and below it one for each writing. Safe
 * for all threads.
 */
final class RequestSpans {

    private static final String KAFKA = "kafka";

    private final RequestTracing tracing;
    private final String instance;

    RequestSpans(RequestTracing tracing, String instance) {
        this.tracing = tracing;
        this.instance = instance;
    }

    /** Begins the span of a request. */
    RequestSpan begin(ConsumerRecord<byte[], byte[]> record, RequestEvent event) {
        RequestSpan span = tracing.begin(Kind.CONSUMER, event.trace(), () -> "process " + record.topic());
        if (span.isRecorded()) {
            SessionTokenRequested request = event.request();
            describe(span, "process", record.topic())
                    .set(SpanAttribute.DESTINATION_PARTITION, record.partition())
                    .set(SpanAttribute.OFFSET, record.offset())
                    .set(SpanAttribute.CORRELATION_ID, event.correlationId())
                    .set(SpanAttribute.REQUEST_ID, request.requestId())
                    .set(SpanAttribute.REQUESTOR, request.requestor())
                    .set(SpanAttribute.TENANT_ID, request.tenantId())
                    .set(SpanAttribute.AUTH_SERVICE_ID, request.authServiceId())
                    .set(SpanAttribute.INSTANCE, instance);
        }
        return span;
    }

    /** Adds what was decided. */
    static void decided(RequestSpan span, SessionTokenReplied reply) {
        if (span.isRecorded()) {
            span.set(SpanAttribute.OUTCOME, reply.outcome().code()).set(SpanAttribute.REASON, reply.reason());
        }
    }

    /** Ends the span of a request, whose outcome is written, or is not. */
    static void end(RequestSpan span, @Nullable Throwable failure) {
        if (failure != null) {
            span.fail(Failures.unwrap(failure).getClass().getName());
        }
        span.end();
    }

    private static RequestSpan describe(RequestSpan span, String operation, String topic) {
        return span.set(SpanAttribute.MESSAGING_SYSTEM, KAFKA)
                .set(SpanAttribute.OPERATION_NAME, operation)
                .set(SpanAttribute.OPERATION_TYPE, operation)
                .set(SpanAttribute.DESTINATION, topic);
    }

    /** Writes events by this publisher, each of a trace that is recorded within a span, to which the event then belongs. */
    OutcomeWriter.Publisher around(OutcomeWriter.Publisher publisher) {
        return (event, until) -> offer(publisher, event, until);
    }

    private CompletionStage<WriteResult> offer(
            OutcomeWriter.Publisher publisher, ProducerRecord<byte[], byte[]> event, Optional<Instant> until) {
        RequestSpan span = tracing.continued(Kind.PRODUCER, traceOf(event), () -> "send " + event.topic());
        if (!span.isRecorded()) {
            return publisher.offer(event, until);
        }
        describe(span, "send", event.topic())
                .set(SpanAttribute.CORRELATION_ID, new String(event.key(), StandardCharsets.US_ASCII));
        if (event.partition() != null) {
            span.set(SpanAttribute.DESTINATION_PARTITION, event.partition());
        }
        event.headers().remove(TraceParent.HEADER);
        span.trace().ifPresent(trace -> event.headers().add(TraceParent.HEADER, bytes(trace)));
        return publisher.offer(event, until).whenComplete((result, failure) -> written(span, result, failure));
    }

    private static void written(RequestSpan span, @Nullable WriteResult result, @Nullable Throwable failure) {
        Throwable cause =
                failure != null || result == null ? failure : result.refusal().orElse(null);
        if (result != null && result.late()) {
            span.fail(AnsweringReason.REPLY_TOO_LATE.code().value());
        }
        end(span, cause);
    }

    private static Optional<TraceParent> traceOf(ProducerRecord<byte[], byte[]> event) {
        Header header = event.headers().lastHeader(TraceParent.HEADER);
        // Our own codec has written it.
        return header == null
                ? Optional.empty()
                : Optional.of(new TraceParent(new String(header.value(), StandardCharsets.US_ASCII)));
    }

    private static byte[] bytes(TraceParent trace) {
        return trace.value().getBytes(StandardCharsets.US_ASCII);
    }
}
