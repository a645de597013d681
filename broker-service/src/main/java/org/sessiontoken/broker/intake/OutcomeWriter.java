package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.answering.letters.DeadLetter;
import org.sessiontoken.answering.letters.RecordPlace;
import org.sessiontoken.answering.writing.WriteResult;
import org.sessiontoken.broker.answered.OutcomePlace;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the outcome of each record. A form that Kafka will never take is followed by the next one, so that no record is
 * unfinished for ever. Safe for all threads.
 */
final class OutcomeWriter {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);

    /** Writes events to Kafka. */
    @FunctionalInterface
    interface Publisher {

        /**
         * Writes an event, and completes when Kafka has it or will never take it.
         *
         * @param until when it is given up, by Kafka's clock
         */
        CompletionStage<WriteResult> offer(ProducerRecord<byte[], byte[]> event, Optional<Instant> until);
    }

    /** Tells whether a record has its outcome already. */
    @FunctionalInterface
    interface Lookup {

        /**
         * Whether the outcome is there.
         *
         * @param patience how long one that is not there is waited for
         */
        CompletionStage<Boolean> isWritten(OutcomePlace place, Duration patience);
    }

    private final Publisher publisher;
    private final Lookup lookup;
    private final Function<Instant, CompletionStage<Void>> settlement;

    /**
     * A writer to these topics.
     *
     * @param settlement completes when no outcome that was decided before this deadline can be on its way any more
     */
    OutcomeWriter(Publisher publisher, Lookup lookup, Function<Instant, CompletionStage<Void>> settlement) {
        this.publisher = publisher;
        this.lookup = lookup;
        this.settlement = settlement;
    }

    /** Completes when the letter is on its topic, or when Kafka takes none of its forms. */
    CompletionStage<Void> write(DeadLetter letter) {
        return write(WritableOutcome.of(letter));
    }

    /** Completes when the outcome is on its topic, or an earlier one is, or when Kafka takes none of its forms. */
    CompletionStage<Void> write(WritableOutcome outcome) {
        return outcome.earlier()
                .map(earlier -> settled(earlier)
                        .thenCompose(
                                settled -> unlessWritten(earlier.place(), Duration.ZERO, () -> writeForms(outcome))))
                .orElseGet(() -> writeForms(outcome));
    }

    private CompletionStage<Void> settled(WritableOutcome.Earlier earlier) {
        return earlier.onTheWayFor().map(settlement).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * Does nothing if the outcome is there already.
     *
     * @param patience how long one that is not there is waited for
     */
    CompletionStage<Void> unlessWritten(OutcomePlace earlier, Duration patience, Supplier<CompletionStage<Void>> work) {
        return lookup.isWritten(earlier, patience)
                .thenCompose(written -> written ? CompletableFuture.completedFuture(null) : work.get());
    }

    private CompletionStage<Void> writeForms(WritableOutcome outcome) {
        return write(outcome, outcome.forms().iterator());
    }

    private CompletionStage<Void> write(
            WritableOutcome outcome, Iterator<Supplier<ProducerRecord<byte[], byte[]>>> forms) {
        ProducerRecord<byte[], byte[]> form;
        try {
            form = forms.next().get();
        } catch (Throwable failure) {
            return writeNext(outcome, forms, failure);
        }
        return publisher
                .offer(form, outcome.limit().map(WritableOutcome.Limit::until))
                .thenCompose(result -> result.late()
                        ? write(outcome.limit().orElseThrow().late().get())
                        : result.refusal()
                                .map(refusal -> writeNext(outcome, forms, refusal))
                                .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private CompletionStage<Void> writeNext(
            WritableOutcome outcome, Iterator<Supplier<ProducerRecord<byte[], byte[]>>> forms, Throwable refusal) {
        RecordPlace place = outcome.place();
        boolean hasNext = forms.hasNext();
        place.ids()
                .addTo(LOG.atError())
                .addKeyValue(LogKeys.PARTITION, place.partition())
                .addKeyValue(LogKeys.OFFSET, place.offset())
                .addKeyValue(LogKeys.EXCEPTION, Failures.describe(refusal))
                .log(
                        hasNext
                                ? "The outcome of a record can never be written, so a smaller form of it is"
                                : "The outcome of a record can be written in no form: the record has none");
        return hasNext ? write(outcome, forms) : CompletableFuture.completedFuture(null);
    }
}
