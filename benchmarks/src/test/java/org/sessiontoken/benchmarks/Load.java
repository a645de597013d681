package org.sessiontoken.benchmarks;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of asking for a while.
 *
 * @param latencies in nanoseconds, of every answer, from when its request was due
 * @param answers how many answers there were, by status
 * @param took how long it was measured
 */
record Load(Histogram latencies, Map<Integer, Long> answers, Duration took) {

    static final int OK = 200;

    static Histogram histogram() {
        return new Histogram(Duration.ofMinutes(1).toNanos(), 3);
    }

    long good() {
        return answers.getOrDefault(OK, 0L);
    }

    long all() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    double perSecond() {
        return good() * 1e9 / took.toNanos();
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
