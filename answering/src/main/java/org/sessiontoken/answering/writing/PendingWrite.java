package org.sessiontoken.answering.writing;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that Kafka has not acknowledged yet. One attempt to write it follows the other, so that no two threads use it at
 * once.
 */
final class PendingWrite {

    private ProducerRecord<byte[], byte[]> event;
    private final Optional<Instant> until;
    private final CompletableFuture<WriteResult> result = new CompletableFuture<>();
    private final long acknowledgedBefore;
    private int unexplained;

    /**
     * An event to be written.
     *
     * @param until when it is no more to be sent, by Kafka's clock
     * @param acknowledgedBefore how many events Kafka had acknowledged when this one was written first
     */
    PendingWrite(ProducerRecord<byte[], byte[]> event, Optional<Instant> until, long acknowledgedBefore) {
        this.event = event;
        this.until = until;
        this.acknowledgedBefore = acknowledgedBefore;
    }

    ProducerRecord<byte[], byte[]> event() {
        return event;
    }

    boolean isLate(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }

    /** Leaves it to Kafka to choose the partition, if the topic does not have that of the event any more. */
    void readdress(int partitions) {
        @Nullable Integer partition = event.partition();
        if (partition != null && partition >= partitions) {
            event = new ProducerRecord<>(
                    event.topic(), null, event.timestamp(), event.key(), event.value(), event.headers());
        }
    }

    /** Completes when Kafka has the event or will never take it, and fails only if the publisher is closed before. */
    CompletableFuture<WriteResult> result() {
        return result;
    }

    long acknowledgedBefore() {
        return acknowledgedBefore;
    }

    /** Counts a failure that neither Kafka nor the event explains; returns how many there were. */
    int addUnexplained() {
        return ++unexplained;
    }
}
