package org.sessiontoken.client;

import io.micrometer.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Completes the request that a reply record belongs to. It skips the reply of another client without reading its value, and
 * never throws: a reply that cannot be read declines the request.
 */
final class ReplyDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyDelivery.class);
    private static final String UNKNOWN = "unknown";

    private final ReplyTable table;
    private final Envelope envelope;
    private final BiConsumer<SentRequest, Attempt> answered;
    private final RequestObservations observations;

    /**
     * Delivers replies.
     *
     * @param answered is told which of its sendings a request's reply answers
     */
    ReplyDelivery(
            ReplyTable table,
            Envelope envelope,
            BiConsumer<SentRequest, Attempt> answered,
            RequestObservations observations) {
        this.table = table;
        this.envelope = envelope;
        this.answered = answered;
        this.observations = observations;
    }

    void deliver(ConsumerRecord<byte[], byte[]> record) {
        CorrelationKey.of(record.headers())
                .flatMap(table::find)
                .ifPresent(entry -> entry.complete(observed(record, entry)));
    }

    private SessionTokenReply observed(ConsumerRecord<byte[], byte[]> record, ReplyTable.Entry entry) {
        Observation observation = observations.process(record);
        SessionTokenReply reply = read(record, entry);
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

    private SessionTokenReply read(ConsumerRecord<byte[], byte[]> record, ReplyTable.Entry entry) {
        RequestId requestId = entry.requestId();
        try {
            SessionTokenReplied reply = ReplyCodec.read(record).reply();
            if (reply.requestId().equals(requestId)) {
                entry.sent().ifPresent(sent -> answered.accept(sent, reply.attempt()));
                if (reply.attempt().equals(Attempt.FIRST)) {
                    // The time that passed before a request was sent again says nothing about a queue.
                    entry.answered(reply.timings());
                }
                return toReply(reply);
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
        return DeclinedReplies.unavailable(requestId, ClientReason.UNREADABLE_REPLY);
    }

    private SessionTokenReply toReply(SessionTokenReplied reply) {
        RequestId requestId = reply.requestId();
        Jwe token = reply.sessionToken();
        Instant expiresAt = reply.expiresAt();
        TenantId tenantId = reply.tenantId();
        AuthServiceId authServiceId = reply.authServiceId();
        if (token == null || expiresAt == null || tenantId == null || authServiceId == null) {
            return new Declined(
                    requestId,
                    reply.outcome(),
                    reply.reason(),
                    Optional.ofNullable(reply.detail()),
                    Optional.ofNullable(reply.retryAfter()));
        }
        Binding binding = Binding.toRequest(requestId, tenantId, authServiceId);
        return envelope.open(token, Purpose.SESSION_TOKEN, binding).fold(new OpenResult.Cases<>() {
            @Override
            public SessionTokenReply opened(OpenResult.Opened opened) {
                return new Issued(requestId, opened.content(), expiresAt);
            }

            @Override
            public SessionTokenReply refused(OpenResult.Refused refused) {
                return DeclinedReplies.unavailable(requestId, ClientReason.UNREADABLE_REPLY);
            }
        });
    }
}
