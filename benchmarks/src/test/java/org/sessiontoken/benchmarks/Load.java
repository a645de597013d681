package org.sessiontoken.benchmarks;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The answers to the requests of one measurement.
 *
 * @param latencies of all answers in nanoseconds, from the time at which the request was due
 * @param refusals those of the answers that are no 200, from the same time
 * @param answers the number of answers, by status
 * @param took the duration of the measurement
 */
record Load(Histogram latencies, Histogram refusals, Map<Integer, Long> answers, Duration took) {

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

    /** A percentile of the time that refusals took, in milliseconds. */
    double refusalMillis(double percentile) {
        return refusals.getValueAtPercentile(percentile) / 1e6;
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
