package org.sessiontoken.telemetry;

import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * The bounds of the buckets in which the durations of requests are counted, in all programs: from what a token by a shared secret
 * takes to the deadline that requests have by default. Buckets of several programs can be added up only if they are the same.
 */
public final class RequestBuckets {

    private static final double[] MILLIS = {1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    private RequestBuckets() {}

    /** The bounds, in ascending order. */
    public static Duration[] bounds() {
        return DoubleStream.of(MILLIS)
                .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000)))
                .toArray(Duration[]::new);
    }
}
