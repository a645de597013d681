package org.sessiontoken.session.signon;

import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.answering.letters.DeadLetter;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.letters.RecordPlace;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.answering.writing.WriteResult;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.event.SignOnReplyEvent;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.value.RequestorName;

/**
 * Writes the answer to each record: its reply, or a dead letter if nobody can be answered. What Kafka will never take is followed
 * by something smaller, so that no record is without an answer for ever. Safe for all threads.
 */
final class SignOnAnswers {

    private final ReplyTopics topics;
    private final DeadLetters letters;
    private final Function<ProducerRecord<byte[], byte[]>, CompletionStage<WriteResult>> publisher;
    private final SignOnLogLines lines;

    /** @param publisher writes an event, and completes when Kafka has it or will never take it */
    SignOnAnswers(
            ReplyTopics topics,
            DeadLetters letters,
            Function<ProducerRecord<byte[], byte[]>, CompletionStage<WriteResult>> publisher,
            SignOnLogLines lines) {
        this.topics = topics;
        this.letters = letters;
        this.publisher = publisher;
        this.lines = lines;
    }

    /** Whether a requestor can be answered. */
    boolean has(RequestorName requestor) {
        return topics.has(requestor);
    }

    /** Completes when the reply is on its topic, or a dead letter is in its place. */
    CompletionStage<Void> answer(
            ConsumerRecord<byte[], byte[]> record,
            SignOnEvent attempt,
            Supplier<SignOnReplyEvent> reply,
            Instant foundAt) {
        SignOnReplyEvent made;
        try {
            made = reply.get();
        } catch (Throwable bug) {
            return setAside(record, bug, foundAt);
        }
        lines.answered(made);
        RequestorName requestor = attempt.request().requestor();
        ReturnAddress address = attempt.returnAddress();
        return topics.partitions(requestor, address)
                .thenCompose(partitions -> publisher.apply(
                        SignOnReplyCodec.write(made, ReplyTopics.partition(requestor, address, partitions))))
                .thenCompose(result -> result.refusal().isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : publisher
                                .apply(letters.forRefusedReply(place(record), foundAt))
                                .thenApply(last -> null));
    }

    private static RecordPlace place(ConsumerRecord<byte[], byte[]> record) {
        return RecordPlace.of(record, new SignOnReading().ids(record));
    }

    CompletionStage<Void> setAside(
            ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        return write(letters.forUnreadable(record, why, foundAt));
    }

    CompletionStage<Void> setAside(ConsumerRecord<byte[], byte[]> record, Throwable bug, Instant foundAt) {
        return write(letters.forBug(record, bug, foundAt));
    }

    CompletionStage<Void> setAsideUnknownRequestor(ConsumerRecord<byte[], byte[]> record, Instant foundAt) {
        return write(letters.forUnknownRequestor(record, foundAt));
    }

    CompletionStage<Void> setAside(UndecodableRecords records, Instant foundAt) {
        return write(letters.forUndecodable(records, foundAt));
    }

    private CompletionStage<Void> write(DeadLetter letter) {
        return write(letter.forms().iterator());
    }

    private CompletionStage<Void> write(Iterator<Supplier<ProducerRecord<byte[], byte[]>>> forms) {
        return publisher
                .apply(forms.next().get())
                .thenCompose(result -> result.refusal().isPresent() && forms.hasNext()
                        ? write(forms)
                        : CompletableFuture.completedFuture(null));
    }
}
