package org.sessiontoken.broker.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.broker.answered.OutcomePlace;

/**
 * The outcome of a record in the forms in which it may be written, each smaller than the one before. The first that Kafka
 * takes is the outcome.
 *
 * @param place the record
 * @param earlier where the record may have an outcome already, in which case none is written
 * @param forms made when they are needed, at least one
 */
record WritableOutcome(
        RecordPlace place, Optional<OutcomePlace> earlier, List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {

    /** An outcome of a record that has none. */
    static WritableOutcome first(RecordPlace place, List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {
        return new WritableOutcome(place, Optional.empty(), forms);
    }

    /** An outcome of a record that may have another one. */
    static WritableOutcome unlessThereIs(
            OutcomePlace earlier, RecordPlace place, List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {
        return new WritableOutcome(place, Optional.of(earlier), forms);
    }
}
