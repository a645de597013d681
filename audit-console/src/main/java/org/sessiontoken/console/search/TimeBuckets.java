package org.sessiontoken.console.search;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Pieces of time of the same length, which begin at multiples of it.
 *
 * @param from the beginning of the first, in milliseconds
 * @param to the end of the last
 * @param length how long each is
 */
record TimeBuckets(long from, long to, long length) {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private static final long[] LENGTHS = LongStream.concat(
                    LongStream.of(1_000, 2_000, 5_000, 10_000, 20_000, 30_000),
                    LongStream.of(1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720)
                            .map(minutes -> Duration.ofMinutes(minutes).toMillis()))
            .toArray();

    /** Buckets that contain the time from one moment to another: at most so many, or one more. */
    static TimeBuckets of(long from, long to, int max) {
        long length = LongStream.of(LENGTHS)
                .filter(candidate -> (to - from) / candidate <= max)
                .findFirst()
                .orElse((1 + (to - from) / (max * DAY)) * DAY);
        long begin = Math.floorDiv(from, length) * length;
        return new TimeBuckets(begin, Math.max(begin + length, -Math.floorDiv(-to, length) * length), length);
    }

    long beginOf(long at) {
        return Math.floorDiv(at, length) * length;
    }
}
