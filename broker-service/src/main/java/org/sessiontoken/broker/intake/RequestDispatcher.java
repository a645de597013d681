package org.sessiontoken.broker.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.value.CorrelationId;
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

    /** Makes the reply to a request that cannot be read, if there is somebody to get it. */
    @FunctionalInterface
    interface Refusal {

        /**
         * Makes the reply.
         *
         * @param why what is wrong with the request
         * @param receivedAt when the request was taken from its topic
         * @param deadLetterId stands for a request ID that cannot be read
         */
        Optional<SessionTokenReplied> refuse(
                PartialRequest request, UnreadableEventException why, Instant receivedAt, String deadLetterId);
    }

    /** How many partitions a reply topic has. */
    @FunctionalInterface
    interface ReplyPartitions {

        /**
         * How many partitions the topic has. Where the wanted one is not among those that are known, it may have been added
         * since, and the number completes when Kafka has been asked again. While the topic does not exist, the request waits.
         */
        CompletionStage<Integer> of(String topic, Optional<Integer> wanted);
    }

    private final Evaluation evaluation;
    private final Refusal refusal;
    private final DeadLetters deadLetters;
    private final Set<RequestorName> requestors;
    private final ReplyPartitions replyPartitions;
    private final Predicate<RequestorName> writable;
    private final OutcomeWriter outcomes;
    private final OutcomeLog log;
    private final Clock clock;

    /**
     * Turns records into outcomes.
     *
     * @param requestors those that have a reply topic; a request of anybody else becomes a dead letter
     * @param replyPartitions how many partitions a requestor's reply topic has
     * @param writable whether Kafka takes replies to a requestor now
     * @param outcomes writes what was decided
     */
    RequestDispatcher(
            Evaluation evaluation,
            Refusal refusal,
            DeadLetters deadLetters,
            Set<RequestorName> requestors,
            ReplyPartitions replyPartitions,
            Predicate<RequestorName> writable,
            OutcomeWriter outcomes,
            OutcomeLog log,
            Clock clock) {
        this.evaluation = evaluation;
        this.refusal = refusal;
        this.deadLetters = deadLetters;
        this.requestors = requestors;
        this.replyPartitions = replyPartitions;
        this.writable = writable;
        this.outcomes = outcomes;
        this.log = log;
        this.clock = clock;
    }

    /** Completes when the record's outcome, its reply or its dead letter, is on its topic. */
    @Override
    public CompletionStage<Void> process(ConsumerRecord<byte[], byte[]> record) {
        Instant foundAt = clock.instant();
        RequestEvent event;
        try {
            event = RequestCodec.read(record);
        } catch (UnreadableEventException unreadable) {
            return refuse(record, unreadable, foundAt);
        } catch (Throwable bug) {
            return outcomes.write(deadLetters.forBug(record, bug, foundAt));
        }
        RequestorName requestor = event.request().requestor();
        if (!requestors.contains(requestor)) {
            return outcomes.write(deadLetters.forUnknownRequestor(record, foundAt));
        }
        return replyPartitions
                .of(Topics.repliesTo(requestor), event.returnAddress().partition())
                .thenCompose(partitions -> answer(record, event, partitions))
                .thenCompose(outcomes::write);
    }

    /** Writes the dead letter, which is the audit record, and then the reply, if there is somebody to get it. */
    private CompletionStage<Void> refuse(
            ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        CompletionStage<Void> setAside = outcomes.write(deadLetters.forUnreadable(record, why, foundAt));
        RecordPlace place = RecordPlace.of(record);
        try {
            PartialRequest request = RequestCodec.readPartially(record);
            String deadLetterId = DeadLetterCodec.id(record.topic(), record.partition(), record.offset());
            return refusal.refuse(request, why, foundAt, deadLetterId)
                    .map(reply -> refusalOf(request, reply, deadLetterId))
                    .map(event -> setAside.thenCompose(done -> refuse(place, event, request.returnAddress())))
                    .orElse(setAside);
        } catch (Throwable bug) {
            // The record has its outcome. That nobody is told of it must not stop the records behind it.
            deadLetters.logUntold(place, bug);
            return setAside;
        }
    }

    private static ReplyEvent refusalOf(PartialRequest request, SessionTokenReplied reply, String deadLetterId) {
        return new ReplyEvent(
                request.correlationId().orElseGet(() -> new CorrelationId(deadLetterId)),
                reply,
                request.returnAddress().correlationKey(),
                request.trace());
    }

    private CompletionStage<Void> refuse(RecordPlace place, ReplyEvent event, ReturnAddress address) {
        SessionTokenReplied reply = event.reply();
        return replyPartitions
                .of(Topics.repliesTo(reply.requestor()), address.partition())
                .thenCompose(partitions -> outcomes.write(new WritableOutcome(
                        place, List.of(() -> write(event, partition(reply, address, partitions))))));
    }

    @Override
    public CompletionStage<Void> setAside(UndecodableRecords records) {
        return outcomes.write(deadLetters.forUndecodable(records, clock.instant()));
    }

    /** One requestor whose reply topic is missing does not hold up the others. */
    @Override
    public boolean isWritable() {
        return requestors.isEmpty() || requestors.stream().anyMatch(writable);
    }

    private CompletionStage<WritableOutcome> answer(
            ConsumerRecord<byte[], byte[]> record, RequestEvent event, int partitions) {
        // It may have waited for its reply topic for longer than its deadline.
        Instant foundAt = clock.instant();
        RecordPlace place = RecordPlace.of(record);
        try {
            return evaluation
                    .answer(event, foundAt, partitions)
                    .thenApply(reply -> reply(event, reply, partitions, place))
                    .exceptionally(bug -> deadLetters.forBug(record, bug, foundAt));
        } catch (Throwable bug) {
            // One record must not stop all that come after it, whatever it makes the code or a backend throw.
            return CompletableFuture.completedFuture(deadLetters.forBug(record, bug, foundAt));
        }
    }

    private WritableOutcome reply(RequestEvent event, SessionTokenReplied reply, int partitions, RecordPlace place) {
        Optional<Integer> partition = partition(reply, event.returnAddress(), partitions);
        ProducerRecord<byte[], byte[]> written = write(to(event, reply), partition);
        return new WritableOutcome(
                place,
                List.of(
                        () -> written,
                        () -> write(to(event, smallest(reply)), partition),
                        () -> deadLetters.forRefusedReply(place, reply.timings().receivedAt())));
    }

    /** The partition that is asked for, if the requestor's reply topic has it. */
    private static Optional<Integer> partition(SessionTokenReplied reply, ReturnAddress address, int partitions) {
        String replyTopic = Topics.repliesTo(reply.requestor());
        return address.partition()
                .filter(p -> p >= 0 && p < partitions)
                .filter(p -> address.topic().stream().allMatch(replyTopic::equals));
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
