package org.sessiontoken.broker.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.value.RequestorName;

/**
 * Turns each record of the request topic into one outcome on another topic: a reply, or a dead letter where the record
 * cannot be read or a bug stopped its processing. A failure of Kafka makes no dead letter: what fails is then the write, which
 * is retried. Safe for all threads.
 */
final class RequestDispatcher implements RecordWork {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Decides a request. */
    @FunctionalInterface
    interface Evaluation {

        /**
         * Decides a request.
         *
         * @param receivedAt when the request was taken from its topic
         * @param replyPartitions how many partitions the requestor's reply topic has
         */
        CompletionStage<SessionTokenReplied> answer(RequestEvent event, Instant receivedAt, int replyPartitions);
    }

    private final Evaluation evaluation;
    private final UnreadableRecords unreadable;
    private final DeadLetters deadLetters;
    private final ReplyTopics topics;
    private final AnsweredRecords answered;
    private final OutcomeWriter outcomes;
    private final OutcomeLog log;
    private final Duration takeOver;
    private final Clock clock;

    /**
     * Turns records into outcomes.
     *
     * @param unreadable refuses what cannot be read
     * @param outcomes writes what was decided
     * @param takeOver how long another instance takes at least to take this one's records over
     */
    RequestDispatcher(
            Evaluation evaluation,
            UnreadableRecords unreadable,
            DeadLetters deadLetters,
            ReplyTopics topics,
            OutcomeWriter outcomes,
            OutcomeLog log,
            Duration takeOver,
            Clock clock) {
        this.evaluation = evaluation;
        this.unreadable = unreadable;
        this.deadLetters = deadLetters;
        this.topics = topics;
        this.answered = new AnsweredRecords(unreadable, topics, clock);
        this.outcomes = outcomes;
        this.log = log;
        this.takeOver = takeOver;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> processAgain(ConsumerRecord<byte[], byte[]> record) {
        return answered.placeOf(record)
                .thenCompose(place -> outcomes.unlessWritten(place, () -> process(record, () -> true)));
    }

    /** Completes when the record's outcome, its reply or its dead letter, is on its topic. */
    @Override
    public CompletionStage<Void> process(ConsumerRecord<byte[], byte[]> record, BooleanSupplier givenUp) {
        Instant foundAt = clock.instant();
        RequestEvent event;
        try {
            event = RequestCodec.read(record);
        } catch (UnreadableEventException why) {
            return unreadable.refuse(record, why, foundAt);
        } catch (Throwable bug) {
            return outcomes.write(deadLetters.forBug(record, bug, foundAt));
        }
        RequestorName requestor = event.request().requestor();
        if (!topics.has(requestor)) {
            return outcomes.write(deadLetters.forUnknownRequestor(record, foundAt));
        }
        return topics.partitions(requestor, event.returnAddress())
                .thenCompose(partitions -> answer(record, event, partitions, givenUp))
                .thenCompose(outcomes::write);
    }

    @Override
    public CompletionStage<Void> setAside(UndecodableRecords records) {
        return outcomes.write(deadLetters.forUndecodable(records, clock.instant()));
    }

    @Override
    public boolean isWritable() {
        return topics.isWritable();
    }

    private CompletionStage<WritableOutcome> answer(
            ConsumerRecord<byte[], byte[]> record, RequestEvent event, int partitions, BooleanSupplier givenUp) {
        // It may have waited for its reply topic for longer than its deadline.
        Instant foundAt = clock.instant();
        try {
            return evaluation
                    .answer(event, foundAt, partitions)
                    .thenApply(reply -> outcome(record, event, reply, partitions, givenUp))
                    .exceptionally(bug -> deadLetters.forBug(record, bug, foundAt));
        } catch (Throwable bug) {
            // One record must not stop all that come after it, whatever it makes the code or a backend throw.
            return CompletableFuture.completedFuture(deadLetters.forBug(record, bug, foundAt));
        }
    }

    private WritableOutcome outcome(
            ConsumerRecord<byte[], byte[]> record,
            RequestEvent event,
            SessionTokenReplied reply,
            int partitions,
            BooleanSupplier givenUp) {
        RecordPlace place = RecordPlace.of(record);
        RequestorName requestor = reply.requestor();
        ReturnAddress address = event.returnAddress();
        Optional<Integer> partition = ReplyTopics.partition(requestor, address, partitions);
        Supplier<ProducerRecord<byte[], byte[]>> smallest = () -> write(to(event, smallest(reply)), partition);
        Supplier<ProducerRecord<byte[], byte[]>> deadLetter =
                () -> deadLetters.forRefusedReply(place, reply.timings().receivedAt());
        if (givenUp.getAsBoolean() || isRepetition(event) || mayBeAnswered(reply)) {
            return WritableOutcome.unlessThereIs(
                    answered.reply(record, requestor, reply.requestId(), address, partitions),
                    place,
                    List.of(() -> write(to(event, reply), partition), smallest, deadLetter));
        }
        ProducerRecord<byte[], byte[]> written = write(to(event, reply), partition);
        return WritableOutcome.first(place, List.of(() -> written, smallest, deadLetter));
    }

    /** Whether the requestor has sent the request before: another instance may have answered that sending. */
    private static boolean isRepetition(RequestEvent event) {
        return !event.request().attempt().equals(Attempt.FIRST);
    }

    /**
     * Whether the request may have an outcome by now: its requestor has stopped waiting and may have sent it again before, or
     * this instance was so slow that another one may have taken its records over.
     */
    private boolean mayBeAnswered(SessionTokenReplied reply) {
        Timings timings = reply.timings();
        return reply.outcome() == Outcome.EXPIRED
                || timings.repliedAt().toEpochMilli() - timings.receivedAt().toEpochMilli() >= takeOver.toMillis();
    }

    /** The smallest reply, for a request whose own reply Kafka does not take, for example because it is too large. */
    private static SessionTokenReplied smallest(SessionTokenReplied reply) {
        return new SessionTokenReplied(
                reply.requestId(),
                reply.tenantId(),
                reply.authServiceId(),
                reply.requestor(),
                Outcome.UNAVAILABLE,
                IntakeReason.REPLY_REFUSED.code(),
                null,
                null,
                null,
                null,
                null,
                RETRY_AFTER,
                reply.timings(),
                reply.instance(),
                reply.attempt(),
                reply.callerAddress());
    }

    private static ReplyEvent to(RequestEvent request, SessionTokenReplied reply) {
        return new ReplyEvent(
                request.correlationId(), reply, request.returnAddress().correlationKey(), request.trace());
    }

    private ProducerRecord<byte[], byte[]> write(ReplyEvent event, Optional<Integer> partition) {
        ProducerRecord<byte[], byte[]> written = ReplyCodec.write(event, partition);
        log.add(event);
        return written;
    }
}
