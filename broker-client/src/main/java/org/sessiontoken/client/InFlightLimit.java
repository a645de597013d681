package org.sessiontoken.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests may be in flight now: as many as configured, or fewer while they queue on their way.
 *
 * <p>What counts is the time that a request spends in Kafka and before the broker takes it; the time of its auth service does
 * not, since a slow auth service is no reason to refuse requests to others. If even the quickest request of two seconds needs
 * longer than half of the deadline, a queue stands before the broker which does not get shorter: then fewer requests are
 * let in, until those that are let in are answered in good time. Otherwise an overloaded broker would answer requests that are
 * just about to expire. A short stall, in which requests gather and after which they are all answered, changes nothing.
 *
 * <p>A change shows only in the requests that are sent after it, so no others are looked at before the next change. Safe for
 * all threads.
 */
final class InFlightLimit {

    /**
     * Low enough to keep a queue short, and high enough to gather the requests of a stall: what is slow for another reason than
     * a queue does not get quicker by refusals.
     */
    static final int MIN = 256;

    static final Duration WINDOW = Duration.ofSeconds(2);

    private static final Duration MIN_TOLERATED = Duration.ofMillis(250);
    private static final int TOLERATED_PART_OF_DEADLINE = 2;

    private final int max;
    private final long toleratedNanos;
    private final LongSupplier nanos;

    private volatile int limit;
    private volatile boolean refused;

    // Guarded by this.
    private long changedAt;
    private boolean windowOpen;
    private long windowStart;
    private long quickest;

    /**
     * A limit that begins at its maximum.
     *
     * @param nanos a clock that never goes back
     */
    InFlightLimit(int max, Duration deadline, LongSupplier nanos) {
        this.max = max;
        this.limit = max;
        Duration part = deadline.dividedBy(TOLERATED_PART_OF_DEADLINE);
        this.toleratedNanos = (part.compareTo(MIN_TOLERATED) > 0 ? part : MIN_TOLERATED).toNanos();
        this.nanos = nanos;
        this.changedAt = nanos.getAsLong();
    }

    int current() {
        return limit;
    }

    /** Whether a further request may be let in. A refusal shows that a higher limit would be used. */
    boolean admits(int inFlight) {
        if (inFlight < limit) {
            return true;
        }
        refused = true;
        return false;
    }

    /**
     * A request has been answered, or given up at its deadline.
     *
     * @param sentAt when it was let in, by this limit's clock
     * @param onItsWay how long it took, without the time that the broker needed for it
     * @param inFlight how many are in flight now
     */
    synchronized void completed(long sentAt, Duration onItsWay, int inFlight) {
        if (sentAt - changedAt < 0) {
            return;
        }
        long now = nanos.getAsLong();
        if (!windowOpen) {
            windowOpen = true;
            windowStart = now;
            quickest = Long.MAX_VALUE;
        }
        quickest = Math.min(quickest, onItsWay.toNanos());
        if (now - windowStart >= WINDOW.toNanos()) {
            windowOpen = false;
            decide(now, inFlight);
        }
    }

    private void decide(long now, int inFlight) {
        if (quickest > toleratedNanos) {
            // As many as there really are: the limit may be far above them.
            change(now, Math.max(Math.min(MIN, max), Math.min(limit, inFlight) * 7 / 10));
        } else if (refused && quickest < toleratedNanos / 2) {
            change(now, Math.min(max, 2 * limit));
        }
    }

    private void change(long now, int next) {
        limit = next;
        refused = false;
        changedAt = now;
    }
}
