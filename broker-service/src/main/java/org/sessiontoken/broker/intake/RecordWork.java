package org.sessiontoken.broker.intake;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/** What is done with the records of the request topic. Safe for all threads. */
interface RecordWork {

    /**
     * Processes a record; the result completes when its outcome is written.
     *
     * @param givenUp whether another instance may process the record meanwhile
     */
    CompletionStage<Void> process(ConsumerRecord<byte[], byte[]> record, BooleanSupplier givenUp);

    /**
     * As {@link #process}, but nothing is done for a record whose outcome is written already.
     *
     * @param inWork whether another instance is known to work on it: then its outcome is waited for, for a while
     */
    CompletionStage<Void> processAgain(ConsumerRecord<byte[], byte[]> record, boolean inWork);

    /** Sets records aside that cannot be decoded; the result completes when that is written. */
    CompletionStage<Void> setAside(UndecodableRecords records);

    /** Whether outcomes can be written now. While they cannot, no further records are taken from the topic. */
    boolean isWritable();
}
