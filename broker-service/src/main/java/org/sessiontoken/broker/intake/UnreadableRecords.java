package org.sessiontoken.broker.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.letters.RecordPlace;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.value.CorrelationId;

/**
 * Turns records that cannot be read into dead letters, which are the audit records, and then into replies, if there is somebody
 * to get them. Safe for all threads.
 */
final class UnreadableRecords {

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

    private final Refusal refusal;
    private final DeadLetters deadLetters;
    private final ReplyTopics topics;
    private final OutcomeWriter outcomes;
    private final OutcomeLog log;

    UnreadableRecords(
            Refusal refusal, DeadLetters deadLetters, ReplyTopics topics, OutcomeWriter outcomes, OutcomeLog log) {
        this.refusal = refusal;
        this.deadLetters = deadLetters;
        this.topics = topics;
        this.outcomes = outcomes;
        this.log = log;
    }

    /** Completes when the dead letter, and the reply if there is one, are on their topics. */
    CompletionStage<Void> refuse(ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        CompletionStage<Void> setAside = outcomes.write(deadLetters.forUnreadable(record, why, foundAt));
        RecordPlace place = RecordPlace.of(record, RequestReading.idsOf(record));
        try {
            PartialRequest request = RequestCodec.readPartially(record);
            return reply(request, record, why, foundAt)
                    .map(event -> setAside.thenCompose(done -> write(place, event, request.returnAddress())))
                    .orElse(setAside);
        } catch (Throwable bug) {
            // The record has its outcome. That nobody is told of it must not stop the records behind it.
            deadLetters.logUntold(place, bug);
            return setAside;
        }
    }

    /** The reply, if there is somebody to get it. */
    Optional<ReplyEvent> reply(
            PartialRequest request,
            ConsumerRecord<byte[], byte[]> record,
            UnreadableEventException why,
            Instant foundAt) {
        String deadLetterId = DeadLetterCodec.id(record.topic(), record.partition(), record.offset());
        return refusal.refuse(request, why, foundAt, deadLetterId)
                .map(reply -> new ReplyEvent(
                        request.correlationId().orElseGet(() -> new CorrelationId(deadLetterId)),
                        reply,
                        request.returnAddress().correlationKey(),
                        request.trace()));
    }

    private CompletionStage<Void> write(RecordPlace place, ReplyEvent event, ReturnAddress address) {
        SessionTokenReplied reply = event.reply();
        return topics.partitions(reply.requestor(), address)
                .thenCompose(partitions -> outcomes.write(WritableOutcome.first(
                        place,
                        List.of(() -> form(event, ReplyTopics.partition(reply.requestor(), address, partitions))))));
    }

    private ProducerRecord<byte[], byte[]> form(ReplyEvent event, Optional<Integer> partition) {
        ProducerRecord<byte[], byte[]> written = ReplyCodec.write(event, partition);
        log.add(event);
        return written;
    }
}
