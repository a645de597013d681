package org.sessiontoken.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is promised to HTTP callers while a fault lasts, and afterwards.
 *
 * @param maxFailed how many calls may fail
 */
record Bounds(int maxFailed, Duration p99, Duration slowest) {

    private static final Duration NONE = Duration.ofDays(1);

    /** Nothing but what the checker says. */
    static final Bounds ANY = new Bounds(Integer.MAX_VALUE, NONE, NONE);

    static Bounds failed(int maxFailed) {
        return new Bounds(maxFailed, NONE, NONE);
    }

    Bounds slowest(Duration max) {
        return new Bounds(maxFailed, p99, max);
    }

    Bounds p99(Duration max) {
        return new Bounds(maxFailed, max, slowest);
    }

    /** What was promised and is not so. */
    List<String> misses(Figures figures) {
        List<String> misses = new ArrayList<>();
        if (figures.failed() > maxFailed) {
            misses.add(figures.failed() + " failed, promised are at most " + maxFailed);
        }
        if (figures.p99().compareTo(p99) > 0) {
            misses.add("p99 " + figures.p99().toMillis() + " ms, promised are at most " + p99.toMillis());
        }
        if (figures.slowest().compareTo(slowest) > 0) {
            misses.add("slowest " + figures.slowest().toMillis() + " ms, promised are at most " + slowest.toMillis());
        }
        return misses;
    }
}
