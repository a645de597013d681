package org.sessiontoken.broker.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.answering.letters.DeadLetter;
import org.sessiontoken.answering.letters.RecordPlace;
import org.sessiontoken.broker.answered.OutcomePlace;

/**
 * The outcome of a record in the forms in which it may be written, each smaller than the one before. The first that Kafka
 * takes is the outcome.
 *
 * @param place the record
 * @param earlier where the record may have an outcome already, in which case none is written
 * @param limit until when it is of use; without one it is written whenever Kafka takes it
 * @param forms made when they are needed, at least one
 */
record WritableOutcome(
        RecordPlace place,
        Optional<Earlier> earlier,
        Optional<Limit> limit,
        List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {

    /**
     * Another outcome.
     *
     * @param place where it would be
     * @param onTheWayFor the deadline of a request to which others may have sent it meanwhile, which is waited for; if empty, it is
     *     there by now or not
     */
    record Earlier(OutcomePlace place, Optional<Instant> onTheWayFor) {}

    /**
     * The end of an outcome's use.
     *
     * @param until when it is not sent any more, by Kafka's clock
     * @param late what is the outcome then
     */
    record Limit(Instant until, Supplier<WritableOutcome> late) {}

    /** A dead letter as the outcome of its record, which has none. */
    static WritableOutcome of(DeadLetter letter) {
        return first(letter.place(), letter.forms());
    }

    /** An outcome of a record that has none, and that is of use at any time. */
    static WritableOutcome first(RecordPlace place, List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {
        return new WritableOutcome(place, Optional.empty(), Optional.empty(), forms);
    }
}
