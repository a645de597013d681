package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.letters.AnsweringReason;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.letters.RecordPlace;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Timings;
import org.sessiontoken.value.ReasonCode;

/** Makes what is written of a reply: the reply, and what takes its place where that cannot be. Safe for all threads. */
final class ReplyForms {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final DeadLetters deadLetters;
    private final OutcomeLog log;

    ReplyForms(DeadLetters deadLetters, OutcomeLog log) {
        this.deadLetters = deadLetters;
        this.log = log;
    }

    /**
     * The forms of a reply, which log it when they are made.
     *
     * @param place the record that is replied to
     * @param partition where the reply is to be; its key chooses if empty
     */
    List<Supplier<ProducerRecord<byte[], byte[]>>> of(
            SessionTokenReplied reply, RequestEvent request, RecordPlace place, Optional<Integer> partition) {
        return List.of(
                () -> write(request, reply, partition),
                () -> write(request, smallest(reply), partition),
                () -> deadLetters.forRefusedReply(place, reply.timings().receivedAt()));
    }

    private ProducerRecord<byte[], byte[]> write(
            RequestEvent request, SessionTokenReplied reply, Optional<Integer> partition) {
        ReplyEvent event = new ReplyEvent(
                request.correlationId(), reply, request.returnAddress().correlationKey(), request.trace());
        ProducerRecord<byte[], byte[]> written = ReplyCodec.write(event, partition);
        log.add(event);
        return written;
    }

    /** The smallest reply, for a request whose own reply Kafka does not take, for example because it is too large. */
    private static SessionTokenReplied smallest(SessionTokenReplied reply) {
        return instead(reply, Outcome.UNAVAILABLE, AnsweringReason.REPLY_REFUSED.code(), RETRY_AFTER, reply.timings());
    }

    /** The reply to a request whose own reply Kafka has not taken before the deadline: nothing is issued for nobody. */
    static SessionTokenReplied expired(SessionTokenReplied reply, Instant now) {
        Timings timings = reply.timings();
        return instead(
                reply,
                Outcome.EXPIRED,
                AnsweringReason.REPLY_TOO_LATE.code(),
                null,
                new Timings(timings.receivedAt(), now, timings.calls()));
    }

    private static SessionTokenReplied instead(
            SessionTokenReplied reply,
            Outcome outcome,
            ReasonCode reason,
            @Nullable Duration retryAfter,
            Timings timings) {
        return new SessionTokenReplied(
                reply.requestId(),
                reply.tenantId(),
                reply.authServiceId(),
                reply.requestor(),
                outcome,
                reason,
                null,
                null,
                null,
                null,
                null,
                retryAfter,
                timings,
                reply.instance(),
                reply.attempt(),
                reply.callerAddress());
    }
}
