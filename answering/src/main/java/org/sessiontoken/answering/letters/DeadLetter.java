package org.sessiontoken.answering.letters;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dead letter in the forms in which it may be written, each smaller than the one before. The first that Kafka takes is the
 * letter.
 *
 * @param place the record that has no reply
 * @param forms made when they are needed, at least one
 */
public record DeadLetter(RecordPlace place, List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {

    /** Keeps a copy. */
    public DeadLetter {
        forms = List.copyOf(forms);
    }
}
