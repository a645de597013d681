package org.sessiontoken.broker.intake;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.letters.RequestIds;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts work on each record, and does not wait for it. After a standstill of the process it starts nothing more: who knows to
 * whom the records belong by now. For the consumer's thread alone, but for {@link #close()} and {@link #areStale()}.
 */
final class StartedRecords implements RecordReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(StartedRecords.class);

    private final OffsetTracker offsets;
    private final RecordWork work;
    private final EarlierRecords earlier;
    private final UnfinishedRecords unfinished;
    private final Standstills standstills;
    private final int standstillsBefore;
    private volatile boolean closed;

    /**
     * Starts what it receives.
     *
     * @param standstillsBefore how many standstills there were before the consumer began
     */
    StartedRecords(
            OffsetTracker offsets,
            RecordWork work,
            EarlierRecords earlier,
            UnfinishedRecords unfinished,
            Standstills standstills,
            int standstillsBefore) {
        this.offsets = offsets;
        this.work = work;
        this.earlier = earlier;
        this.unfinished = unfinished;
        this.standstills = standstills;
        this.standstillsBefore = standstillsBefore;
    }

    /** Whether the process has stood still since the consumer began. May be called by any thread. */
    boolean areStale() {
        return standstills.count() != standstillsBefore;
    }

    @Override
    public void receive(ConsumerRecord<byte[], byte[]> record) {
        if (areStale()) {
            return;
        }
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long offset = record.offset();
        OffsetTracker.Entry entry = offsets.start(partition, offset, HeldSize.of(record));
        RequestIds ids = RequestReading.idsOf(record);
        // What waits for the outcome must not hold the record: it may be large, and the outcome is not.
        begin(partition, record, entry)
                .whenComplete((written, failure) -> ended(partition, offset, ids, entry, failure));
    }

    private CompletionStage<Void> begin(
            TopicPartition partition, ConsumerRecord<byte[], byte[]> record, OffsetTracker.Entry entry) {
        if (!earlier.contain(partition, record.offset())) {
            return work.process(record, entry::isGivenUp);
        }
        @Nullable CompletionStage<Void> begun = unfinished.find(partition, record.offset());
        return begun == null
                ? work.processAgain(record, earlier.areInWorkElsewhere(partition, record.offset()))
                : begun;
    }

    @Override
    public void passOver(UndecodableRecords records) {
        OffsetTracker.Entry entry = offsets.start(records.partition(), records.lastOffset(), HeldSize.ofUndecodable());
        work.setAside(records)
                .whenComplete((written, failure) ->
                        ended(records.partition(), records.firstOffset(), RequestIds.UNKNOWN, entry, failure));
    }

    /** Says that the consumer is closed: another instance processes what is not done. May be called by any thread. */
    void close() {
        closed = true;
    }

    /**
     * Logs an error for an outcome that was not written, unless the consumer is closed. After closing, another instance
     * processes the record again, so nothing is wrong.
     */
    private void ended(
            TopicPartition partition,
            long offset,
            RequestIds ids,
            OffsetTracker.Entry entry,
            @Nullable Throwable failure) {
        if (failure == null) {
            entry.done();
        } else if (!closed) {
            ids.addTo(LOG.atError())
                    .addKeyValue(LogKeys.PARTITION, partition.partition())
                    .addKeyValue(LogKeys.OFFSET, offset)
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                    .log("The outcome of a record could not be written. Offsets after it are not committed until"
                            + " this instance restarts");
        }
    }
}
