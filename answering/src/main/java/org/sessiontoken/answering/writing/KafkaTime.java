package org.sessiontoken.answering.writing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;

/**
 * The time by Kafka's clock, which all instances have in common: that of the last reply that Kafka has taken, and what has passed
 * since. Before the first one it is the time of this machine. It is behind by no more than Kafka took to acknowledge that reply,
 * and never ahead by more than the clocks of Kafka's nodes differ. Safe for all threads.
 */
public final class KafkaTime implements InstantSource {

    private final InstantSource clock;
    private final LongSupplier nanos;
    private volatile @Nullable Mark last;

    /**
     * The time, as far as it is known.
     *
     * @param clock this machine's, which may be wrong, and may be set
     * @param nanos a clock that is not set
     */
    public KafkaTime(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        Mark known = last;
        return known == null ? clock.instant() : known.time.plusNanos(nanos.getAsLong() - known.nanos);
    }

    /** Kafka has taken an event. Kafka's clock times the replies; others are timed by whoever writes them. */
    void acknowledged(RecordMetadata written) {
        if (written.hasTimestamp() && written.topic().startsWith(Topics.REPLIES_PREFIX)) {
            last = new Mark(Instant.ofEpochMilli(written.timestamp()), nanos.getAsLong());
        }
    }

    private record Mark(Instant time, long nanos) {}
}
