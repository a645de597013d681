package org.sessiontoken.session.signon;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record of a partition that this instance owns.
 *
 * @param entry is told when the record is answered; empty if it was answered before, and is read for what follows it
 */
record OwnedRecord(
        ConsumerRecord<byte[], byte[]> record, PartitionReading partition, Optional<OffsetTracker.Entry> entry) {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedRecord.class);

    /** When Kafka appended it. */
    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Writes the answer, unless the record was answered before. */
    void answer(Supplier<CompletionStage<Void>> writing) {
        entry.ifPresent(answered -> writing.get().whenComplete((written, failure) -> {
            if (failure == null) {
                answered.done();
            } else {
                // It stays uncommitted, so that another membership answers it.
                new SignOnReading()
                        .ids(record)
                        .addTo(LOG.atError())
                        .addKeyValue(LogKeys.PARTITION, record.partition())
                        .addKeyValue(LogKeys.OFFSET, record.offset())
                        .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                        .log("An attempt to sign on could not be answered");
            }
        }));
    }
}
