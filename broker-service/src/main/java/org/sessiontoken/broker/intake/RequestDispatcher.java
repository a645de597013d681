package org.sessiontoken.broker.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.letters.RecordPlace;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.broker.answered.OutcomePlace;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.tracing.RequestSpan;
import org.sessiontoken.value.RequestorName;

/**
 * Turns each record of the request topic into one outcome on another topic: a reply, or a dead letter where the record
 * cannot be read or a bug stopped its processing. A failure of Kafka makes no dead letter: what fails is then the write, which
 * is retried. Safe for all threads.
 */
final class RequestDispatcher implements RecordWork {

    /** Decides a request. */
    @FunctionalInterface
    interface Evaluation {

        /**
         * Decides a request.
         *
         * @param span the request's span, below which those of auth services are
         * @param receivedAt when the request was taken from its topic
         * @param replyPartitions how many partitions the requestor's reply topic has
         */
        CompletionStage<SessionTokenReplied> answer(
                RequestEvent event, RequestSpan span, Instant receivedAt, int replyPartitions);
    }

    private final Evaluation evaluation;
    private final UnreadableRecords unreadable;
    private final DeadLetters deadLetters;
    private final ReplyTopics topics;
    private final AnsweredRecords answered;
    private final OutcomeWriter outcomes;
    private final ReplyForms forms;
    private final RequestSpans spans;
    private final Duration takeOver;
    private final Clock clock;

    /**
     * Turns records into outcomes.
     *
     * @param unreadable refuses what cannot be read
     * @param outcomes writes what was decided
     * @param spans makes the spans of requests
     * @param takeOver how long another instance takes at least to take this one's records over
     */
    RequestDispatcher(
            Evaluation evaluation,
            UnreadableRecords unreadable,
            DeadLetters deadLetters,
            ReplyTopics topics,
            OutcomeWriter outcomes,
            OutcomeLog log,
            RequestSpans spans,
            Duration takeOver,
            Clock clock) {
        this.evaluation = evaluation;
        this.unreadable = unreadable;
        this.deadLetters = deadLetters;
        this.topics = topics;
        this.answered = new AnsweredRecords(unreadable, topics, clock);
        this.outcomes = outcomes;
        this.forms = new ReplyForms(deadLetters, log);
        this.spans = spans;
        this.takeOver = takeOver;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> processAgain(ConsumerRecord<byte[], byte[]> record, boolean inWork) {
        Duration patience = inWork ? RequestConsumers.DRAIN_TIMEOUT : Duration.ZERO;
        return answered.placeOf(record)
                .thenCompose(place -> outcomes.unlessWritten(place, patience, () -> process(record, () -> true)));
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
        RequestSpan span = spans.begin(record, event);
        RequestEvent traced = event.withTrace(span.trace());
        CompletionStage<Void> written = topics.partitions(requestor, event.returnAddress())
                .thenCompose(partitions -> answer(record, traced, span, partitions, givenUp))
                .thenCompose(outcomes::write);
        return span.isRecorded() ? written.whenComplete((done, failure) -> RequestSpans.end(span, failure)) : written;
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
            ConsumerRecord<byte[], byte[]> record,
            RequestEvent event,
            RequestSpan span,
            int partitions,
            BooleanSupplier givenUp) {
        // It may have waited for its reply topic for longer than its deadline.
        Instant foundAt = clock.instant();
        try {
            return evaluation
                    .answer(event, span, foundAt, partitions)
                    .thenApply(reply -> {
                        RequestSpans.decided(span, reply);
                        return outcome(record, event, reply, partitions, givenUp);
                    })
                    .exceptionally(bug -> WritableOutcome.of(deadLetters.forBug(record, bug, foundAt)));
        } catch (Throwable bug) {
            // One record must not stop all that come after it, whatever it makes the code or a backend throw.
            return CompletableFuture.completedFuture(WritableOutcome.of(deadLetters.forBug(record, bug, foundAt)));
        }
    }

    private WritableOutcome outcome(
            ConsumerRecord<byte[], byte[]> record,
            RequestEvent event,
            SessionTokenReplied reply,
            int partitions,
            BooleanSupplier givenUp) {
        RecordPlace place = RecordPlace.of(record, RequestReading.idsOf(record));
        RequestorName requestor = reply.requestor();
        Optional<Integer> partition = ReplyTopics.partition(requestor, event.returnAddress(), partitions);
        OutcomePlace other = answered.reply(record, requestor, reply.requestId(), partition);
        if (reply.outcome() == Outcome.EXPIRED) {
            return expired(place, other, event, reply, partition);
        }
        boolean mayBeAnswered = givenUp.getAsBoolean() || isRepetition(event) || tookAsLongAsATakeOver(reply);
        return new WritableOutcome(
                place,
                mayBeAnswered ? Optional.of(new WritableOutcome.Earlier(other, Optional.empty())) : Optional.empty(),
                Optional.of(new WritableOutcome.Limit(
                        event.request().expiresAt(),
                        () -> expired(place, other, event, ReplyForms.expired(reply, clock.instant()), partition))),
                forms.of(reply, event, place, partition));
    }

    /**
     * Another instance may have answered in time: one to which the requestor has sent the request before it stopped waiting, or one
     * that had the record before. Its answer may still be on its way.
     */
    private WritableOutcome expired(
            RecordPlace place,
            OutcomePlace other,
            RequestEvent event,
            SessionTokenReplied reply,
            Optional<Integer> partition) {
        return new WritableOutcome(
                place,
                Optional.of(new WritableOutcome.Earlier(
                        other, Optional.of(event.request().expiresAt()))),
                Optional.empty(),
                forms.of(reply, event, place, partition));
    }

    /** Whether the requestor has sent the request before: another instance may have answered that sending. */
    private static boolean isRepetition(RequestEvent event) {
        return !event.request().attempt().equals(Attempt.FIRST);
    }

    /** This instance was so slow that another one may have taken its records over. */
    private boolean tookAsLongAsATakeOver(SessionTokenReplied reply) {
        Timings timings = reply.timings();
        return timings.repliedAt().toEpochMilli() - timings.receivedAt().toEpochMilli() >= takeOver.toMillis();
    }
}
