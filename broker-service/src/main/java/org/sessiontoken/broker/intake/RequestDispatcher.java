package org.sessiontoken.broker.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestorName;

/**
 * Turns each record of the request topic into one outcome on another topic: a reply, or a dead letter where the record
 * cannot be read or a bug stopped its processing. Safe for all threads.
 */
final class RequestDispatcher {

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

    private final Evaluation evaluation;
    private final Refusal refusal;
    private final DeadLetters deadLetters;
    private final Set<RequestorName> requestors;
    private final ToIntFunction<RequestorName> replyPartitions;
    private final Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher;
    private final OutcomeLog log;
    private final Clock clock;

    /**
     * Turns records into outcomes.
     *
     * @param requestors those that have a reply topic; a request of anybody else becomes a dead letter
     * @param replyPartitions how many partitions a requestor's reply topic has; throws while Kafka does not tell
     */
    RequestDispatcher(
            Evaluation evaluation,
            Refusal refusal,
            DeadLetters deadLetters,
            Set<RequestorName> requestors,
            ToIntFunction<RequestorName> replyPartitions,
            Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher,
            OutcomeLog log,
            Clock clock) {
        this.evaluation = evaluation;
        this.refusal = refusal;
        this.deadLetters = deadLetters;
        this.requestors = requestors;
        this.replyPartitions = replyPartitions;
        this.publisher = publisher;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Completes when the record's outcome, its reply or its dead letter, is on its topic.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not tell of the reply topic: the record is no dead letter
     *     for that, and has to be processed again
     */
    CompletionStage<Void> process(ConsumerRecord<byte[], byte[]> record) {
        Instant foundAt = clock.instant();
        RequestEvent event;
        try {
            event = RequestCodec.read(record);
        } catch (UnreadableEventException unreadable) {
            return refuse(record, unreadable, foundAt);
        } catch (Throwable bug) {
            return publisher.apply(deadLetters.forBug(record, bug, foundAt));
        }
        RequestorName requestor = event.request().requestor();
        if (!requestors.contains(requestor)) {
            return publisher.apply(deadLetters.forUnknownRequestor(record, foundAt));
        }
        return answer(record, event, foundAt, replyPartitions.applyAsInt(requestor))
                .thenCompose(publisher);
    }

    /** Writes the dead letter, which is the audit record, and then the reply, if there is somebody to get it. */
    private CompletionStage<Void> refuse(
            ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        PartialRequest request = RequestCodec.readPartially(record);
        String deadLetterId = DeadLetterCodec.id(record.topic(), record.partition(), record.offset());
        Optional<ProducerRecord<byte[], byte[]>> reply = refusal.refuse(request, why, foundAt, deadLetterId)
                .map(refused -> reply(
                        new ReplyEvent(
                                request.correlationId().orElseGet(() -> new CorrelationId(deadLetterId)),
                                refused,
                                request.returnAddress().correlationKey(),
                                request.trace()),
                        request.returnAddress(),
                        replyPartitions.applyAsInt(refused.requestor())));
        CompletionStage<Void> written = publisher.apply(deadLetters.forUnreadable(record, why, foundAt));
        return reply.isPresent() ? written.thenCompose(done -> publisher.apply(reply.get())) : written;
    }

    private CompletionStage<ProducerRecord<byte[], byte[]>> answer(
            ConsumerRecord<byte[], byte[]> record, RequestEvent event, Instant foundAt, int partitions) {
        try {
            return evaluation
                    .answer(event, foundAt, partitions)
                    .thenApply(reply -> reply(
                            new ReplyEvent(
                                    event.correlationId(),
                                    reply,
                                    event.returnAddress().correlationKey(),
                                    event.trace()),
                            event.returnAddress(),
                            partitions))
                    .exceptionally(bug -> deadLetters.forBug(record, bug, foundAt));
        } catch (Throwable bug) {
            // One record must not stop all that come after it, whatever it makes the code or a backend throw.
            return CompletableFuture.completedFuture(deadLetters.forBug(record, bug, foundAt));
        }
    }

    private ProducerRecord<byte[], byte[]> reply(ReplyEvent event, ReturnAddress address, int partitions) {
        String replyTopic = Topics.repliesTo(event.reply().requestor());
        Optional<Integer> partition = address.partition()
                .filter(p -> p >= 0 && p < partitions)
                .filter(p -> address.topic().stream().allMatch(replyTopic::equals));
        ProducerRecord<byte[], byte[]> written = ReplyCodec.write(event, partition);
        log.add(event);
        return written;
    }
}
