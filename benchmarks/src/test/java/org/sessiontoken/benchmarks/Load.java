package org.sessiontoken.benchmarks;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The answers to the requests of one measurement.
 *
 * @param latencies of all answers in nanoseconds, from the time at which the request was due
 * @param answers the number of answers, by status
 * @param took the duration of the measurement
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
