package org.sessiontoken.console.index;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Durations between times of records. Whoever writes a record chooses its times: however far apart they are, nothing overflows. */
public final class RecordedTime {

    private static final double MICROS_PER_MILLI = 1_000;

    private RecordedTime() {}

    /** From one time to another in microseconds, which are negative if the other one is earlier. */
    public static long micros(Instant from, Instant to) {
        return micros(Duration.between(from, to));
    }

    /** The same in milliseconds. */
    public static double millis(Instant from, Instant to) {
        return micros(from, to) / MICROS_PER_MILLI;
    }

    /** A duration in microseconds; the longest that fits, if it is longer. */
    static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }
}
