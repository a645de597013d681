package org.sessiontoken.broker.guessing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What is known of wrong credentials: what this instance has counted, and what others have told. Safe for all threads. */
final class FailureCounts {

    private final Duration window;
    private final FailureLevels levels;
    private final UntoldCounts untold;
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();

    /** Who has signed in, and took a failure back with it. */
    private final Cache<String, Boolean> signIns;

    /** @param nanos a clock that never goes back */
    FailureCounts(Duration window, LongSupplier nanos, UntoldCounts untold) {
        this.window = window;
        this.levels = new FailureLevels(window, nanos);
        this.untold = untold;
        this.signIns = Caffeine.newBuilder()
                .maximumSize(FailureLevels.MAX_KEYS)
                .expireAfterWrite(window.toNanos(), TimeUnit.NANOSECONDS)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    Duration window() {
        return window;
    }

    boolean isEmpty() {
        return levels.isEmpty();
    }

    long size() {
        return levels.size();
    }

    double level(String key) {
        return levels.of(key);
    }

    /** Counts, and has the other instances told. */
    void add(String key, double amount) {
        levels.add(key, amount, Duration.ZERO);
        untold.add(key, amount);
    }

    /** Counts what another instance has counted. */
    void addTold(String key, double amount, Duration age) {
        levels.add(key, amount, age);
    }

    /** Notes that a request is being checked. */
    int begin(String key) {
        return inFlight.merge(key, 1, Integer::sum) - 1;
    }

    void end(String key) {
        inFlight.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Whether this is noted for the first time within the window. */
    boolean isFirst(String signIn) {
        return signIns.asMap().putIfAbsent(signIn, Boolean.TRUE) == null;
    }
}
