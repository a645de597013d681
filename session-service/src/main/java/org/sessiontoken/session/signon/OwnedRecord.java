package org.sessiontoken.session.signon;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.answering.offsets.OffsetTracker;

/**
 * A record of a partition that this instance owns.
 *
 * @param entry is told when the record is answered; empty if it was answered before, and is read for what follows it
 */
record OwnedRecord(
        ConsumerRecord<byte[], byte[]> record, PartitionReading partition, Optional<OffsetTracker.Entry> entry) {

    /** When Kafka appended it. */
    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Writes the answer, unless the record was answered before. */
    void answer(Supplier<CompletionStage<Void>> writing) {
        entry.ifPresent(answered -> writing.get().thenRun(answered::done));
    }
}
