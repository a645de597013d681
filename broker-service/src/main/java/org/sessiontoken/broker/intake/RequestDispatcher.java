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
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestorName;

/**
 * Turns each record of the request topic into one outcome on another topic: a reply, or a dead letter where the record
 * cannot be read or a bug stopped its processing. A failure of Kafka makes no dead letter: what fails is then the write, which
 * is retried. Safe for all threads.
 */
final class RequestDispatcher implements RecordWork {

    private static final ReasonCode REPLY_REFUSED = new ReasonCode("reply-refused");
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
            DeadLetters deadLetters,
            Set<RequestorName> requestors,
            ReplyPartitions replyPartitions,
            Predicate<RequestorName> writable,
            OutcomeWriter outcomes,
            OutcomeLog log,
            Clock clock) {
        this.evaluation = evaluation;
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
        return outcome(record, clock.instant()).thenCompose(outcomes::write);
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

    private CompletionStage<WritableOutcome> outcome(ConsumerRecord<byte[], byte[]> record, Instant foundAt) {
        RequestEvent event;
        try {
            event = RequestCodec.read(record);
        } catch (UnreadableEventException unreadable) {
            return CompletableFuture.completedFuture(deadLetters.forUnreadable(record, unreadable, foundAt));
        } catch (Throwable bug) {
            return CompletableFuture.completedFuture(deadLetters.forBug(record, bug, foundAt));
        }
        RequestorName requestor = event.request().requestor();
        if (!requestors.contains(requestor)) {
            return CompletableFuture.completedFuture(deadLetters.forUnknownRequestor(record, foundAt));
        }
        return replyPartitions
                .of(Topics.repliesTo(requestor), event.returnAddress().partition())
                .thenCompose(partitions -> answer(record, event, partitions));
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
        ReturnAddress address = event.returnAddress();
        String replyTopic = Topics.repliesTo(reply.requestor());
        Optional<Integer> partition = address.partition()
                .filter(p -> p >= 0 && p < partitions)
                .filter(p -> address.topic().stream().allMatch(replyTopic::equals));
        ProducerRecord<byte[], byte[]> written = write(event, reply, partition);
        log.add(event, reply);
        return new WritableOutcome(
                place,
                List.of(
                        () -> written,
                        () -> refused(event, reply, partition),
                        () -> deadLetters.forRefusedReply(place, reply.timings().receivedAt())));
    }

    /** The smallest reply, for a request whose own reply Kafka does not take, for example because it is too large. */
    private ProducerRecord<byte[], byte[]> refused(
            RequestEvent event, SessionTokenReplied reply, Optional<Integer> partition) {
        SessionTokenReplied smallest = new SessionTokenReplied(
                reply.requestId(),
                reply.tenantId(),
                reply.authServiceId(),
                reply.requestor(),
                Outcome.UNAVAILABLE,
                REPLY_REFUSED,
                null,
                null,
                null,
                null,
                null,
                RETRY_AFTER,
                reply.timings(),
                reply.instance());
        log.add(event, smallest);
        return write(event, smallest, partition);
    }

    private static ProducerRecord<byte[], byte[]> write(
            RequestEvent event, SessionTokenReplied reply, Optional<Integer> partition) {
        return ReplyCodec.write(
                new ReplyEvent(
                        event.correlationId(), reply, event.returnAddress().correlationKey(), event.trace()),
                partition);
    }
}
