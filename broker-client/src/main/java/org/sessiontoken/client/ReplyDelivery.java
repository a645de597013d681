package org.sessiontoken.client;

import io.micrometer.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Completes the request that a reply record belongs to. It skips the reply of another client, and one to a request of another
 * kind, without reading its value, and never throws: a reply that cannot be read declines the request.
 */
final class ReplyDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyDelivery.class);
    private static final String UNKNOWN = "unknown";

    private final ReplyTable table;
    private final BiConsumer<SentRequest, Attempt> answered;
    private final RequestObservations observations;

    /**
     * Delivers replies.
     *
     * @param answered is told which of its sendings a request's reply answers
     */
    ReplyDelivery(ReplyTable table, BiConsumer<SentRequest, Attempt> answered, RequestObservations observations) {
        this.table = table;
        this.answered = answered;
        this.observations = observations;
    }

    void deliver(ConsumerRecord<byte[], byte[]> record) {
        CorrelationKey.of(record.headers()).flatMap(table::find).ifPresent(entry -> deliver(record, entry));
    }

    private <R> void deliver(ConsumerRecord<byte[], byte[]> record, ReplyTable.Entry<R> entry) {
        if (!entry.kind().isOther(record.headers())) {
            entry.complete(observed(record, entry));
        }
    }

    private <R> R observed(ConsumerRecord<byte[], byte[]> record, ReplyTable.Entry<R> entry) {
        Observation observation = observations.process(record);
        R reply = read(record, entry);
        // Before the requestor is told: what it does then is not the client's.
        if (!observation.isNoop()) {
            observation
                    .highCardinalityKeyValue(
                            SpanAttribute.REQUEST_ID.key(), entry.requestId().value())
                    .highCardinalityKeyValue(SpanAttribute.CORRELATION_ID.key(), correlationId(record));
            observation.stop();
        }
        return reply;
    }

    /** As it is written on the record, which may be anything until it is read. */
    private static String correlationId(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        try {
            return key == null ? UNKNOWN : new CorrelationId(new String(key, StandardCharsets.UTF_8)).value();
        } catch (IllegalArgumentException malformed) {
            return UNKNOWN;
        }
    }

    private <R> R read(ConsumerRecord<byte[], byte[]> record, ReplyTable.Entry<R> entry) {
        RequestId requestId = entry.requestId();
        try {
            ReplyKind.Answer<R> answer = entry.kind().read(record);
            if (answer.requestId().equals(requestId)) {
                entry.sent().ifPresent(sent -> answered.accept(sent, answer.attempt()));
                if (answer.attempt().equals(Attempt.FIRST)) {
                    // The time that passed before a request was sent again says nothing about a queue.
                    entry.answered(answer.timings());
                }
                return answer.reply();
            }
        } catch (UnreadableEventException foreign) {
            // Declined below: the broker's own reply would be readable.
        } catch (Throwable bug) {
            LoggingEventBuilder line = LOG.atError().addKeyValue(LogKeys.CORRELATION_ID, correlationId(record));
            LogLine.with(
                            line,
                            LogKeys.TRACE_ID,
                            RequestObservations.traceOf(record).map(TraceParent::traceId))
                    .addKeyValue(LogKeys.REQUEST_ID, requestId.value())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(bug))
                    .log("A reply could not be read: this is a bug");
        }
        return entry.kind().unavailable(requestId, ClientReason.UNREADABLE_REPLY);
    }
}
