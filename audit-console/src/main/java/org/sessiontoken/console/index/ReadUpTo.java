package org.sessiontoken.console.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Up to when topics were read.
 *
 * @param asOf all that was on them then was read; null if nothing can be said
 * @param stale whether that is so long ago that Kafka does not answer, or is not read on: nobody knows what has come since
 */
public record ReadUpTo(@Nullable Instant asOf, boolean stale) {

    /** Kafka is asked each second. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    /** What is to be said now of a time that is known, or is not; the epoch stands for one that is not. */
    public static ReadUpTo of(Optional<Instant> asOf, Instant now) {
        return new ReadUpTo(
                asOf.filter(time -> time.isAfter(Instant.EPOCH)).orElse(null),
                asOf.filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(now.minus(SILENCE)))
                        .isPresent());
    }
}
