package org.sessiontoken.broker.guessing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How near each key is to its bound: from 0 to 1. What is added leaks away evenly, the whole bound in one window. Safe for all
 * threads.
 *
 * <p>The memory is bounded. Where more keys come than there is room for, Caffeine keeps those that are used again and again: an
 * attacker who has a new address for each attempt does not push out one who has not.
 */
final class FailureLevels {

    /** Some 20 MB, with those of sign-ins as many again. */
    static final int MAX_KEYS = 100_000;

    private final double windowNanos;
    private final LongSupplier nanos;
    private final Cache<String, Level> levels;

    /** @param nanos a clock that never goes back */
    FailureLevels(Duration window, LongSupplier nanos) {
        this.windowNanos = window.toNanos();
        this.nanos = nanos;
        this.levels = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(window.toNanos(), TimeUnit.NANOSECONDS)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Whether nothing has been counted for a window. It is so most of the time, and costs nothing to know. */
    boolean isEmpty() {
        return levels.estimatedSize() == 0;
    }

    long size() {
        return levels.estimatedSize();
    }

    double of(String key) {
        Level level = levels.getIfPresent(key);
        return level == null ? 0 : leaked(level, nanos.getAsLong());
    }

    /**
     * Adds to a key, or takes away if the amount is negative.
     *
     * @param age how long ago it was counted
     */
    void add(String key, double amount, Duration age) {
        long at = nanos.getAsLong() - age.toNanos();
        levels.asMap().compute(key, (same, before) -> added(before, amount, at));
    }

    private @Nullable Level added(@Nullable Level before, double amount, long at) {
        double level = Math.max(0, Math.min(1, (before == null ? 0 : leaked(before, at)) + amount));
        long since = before == null || at - before.at > 0 ? at : before.at;
        return level == 0 ? null : new Level(level, since);
    }

    private double leaked(Level level, long at) {
        return Math.max(0, level.value - Math.max(0, at - level.at) / windowNanos);
    }

    private record Level(double value, long at) {}
}
