package org.sessiontoken.broker.intake;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.broker.answered.OutcomePlace;
import org.sessiontoken.broker.reply.WriteResult;
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

    private final Function<ProducerRecord<byte[], byte[]>, CompletionStage<WriteResult>> publisher;
    private final Function<OutcomePlace, CompletionStage<Boolean>> lookup;

    /**
     * A writer to these topics.
     *
     * @param publisher writes an event, and completes when Kafka has it or will never take it
     * @param lookup tells whether an outcome is there already
     */
    OutcomeWriter(
            Function<ProducerRecord<byte[], byte[]>, CompletionStage<WriteResult>> publisher,
            Function<OutcomePlace, CompletionStage<Boolean>> lookup) {
        this.publisher = publisher;
        this.lookup = lookup;
    }

    /** Completes when the outcome is on its topic, or an earlier one is, or when Kafka takes none of its forms. */
    CompletionStage<Void> write(WritableOutcome outcome) {
        return outcome.earlier()
                .map(earlier -> unlessWritten(earlier, () -> writeForms(outcome)))
                .orElseGet(() -> writeForms(outcome));
    }

    /** Does nothing if the outcome is there already. */
    CompletionStage<Void> unlessWritten(OutcomePlace earlier, Supplier<CompletionStage<Void>> work) {
        return lookup.apply(earlier)
                .thenCompose(written -> written ? CompletableFuture.completedFuture(null) : work.get());
    }

    private CompletionStage<Void> writeForms(WritableOutcome outcome) {
        return write(outcome.place(), outcome.forms().iterator());
    }

    private CompletionStage<Void> write(RecordPlace place, Iterator<Supplier<ProducerRecord<byte[], byte[]>>> forms) {
        ProducerRecord<byte[], byte[]> form;
        try {
            form = forms.next().get();
        } catch (Throwable failure) {
            return writeNext(place, forms, failure);
        }
        return publisher
                .apply(form)
                .thenCompose(result -> result.refusal()
                        .map(refusal -> writeNext(place, forms, refusal))
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private CompletionStage<Void> writeNext(
            RecordPlace place, Iterator<Supplier<ProducerRecord<byte[], byte[]>>> forms, Throwable refusal) {
        boolean hasNext = forms.hasNext();
        LOG.atError()
                .addKeyValue(LogKeys.PARTITION, place.partition())
                .addKeyValue(LogKeys.OFFSET, place.offset())
                .addKeyValue(LogKeys.EXCEPTION, Failures.describe(refusal))
                .log(
                        hasNext
                                ? "The outcome of a record can never be written, so a smaller form of it is"
                                : "The outcome of a record can be written in no form: the record has none");
        return hasNext ? write(place, forms) : CompletableFuture.completedFuture(null);
    }
}
