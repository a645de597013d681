package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.sessiontoken.background.Step;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often the whole process stood still for so long that other instances may have taken its partitions over: it was
 * stopped and continued, its machine was suspended, or it got no processor.
 *
 * <p>A background task notes the time a few times a second. Whoever sees first that it is long ago counts a standstill: no
 * thread goes on after one without seeing it. A thread that alone is stuck makes none. Two clocks are looked at, for one of them
 * does not go on while a machine is suspended. A clock that is set looks like a standstill, too: set forward, that does no harm;
 * set back, Kafka's consumer sends no heartbeat and ends no poll until the old time is reached again, and has to be woken and
 * replaced. Safe for all threads.
 */
final class Standstills implements Step {

    static final Duration PERIOD = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Standstills.class);

    private final LongSupplier nanos;
    private final LongSupplier millis;
    private final Duration min;
    private volatile long notedNanos;
    private volatile long notedMillis;
    private volatile int count;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    // For the task's thread alone.
    private int told;

    /**
     * Counts from zero.
     *
     * @param nanos a clock that never goes back
     * @param millis the time of day
     * @param min what counts as a standstill
     */
    Standstills(LongSupplier nanos, LongSupplier millis, Duration min) {
        this.nanos = nanos;
        this.millis = millis;
        this.min = min;
        note();
    }

    /** Has a listener told of each standstill, on the task's thread: a thread that waits does not look for itself. */
    void onStandstill(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Duration run() {
        synchronized (this) {
            countIfLong();
            note();
        }
        int counted = count;
        if (counted != told) {
            told = counted;
            listeners.forEach(Runnable::run);
        }
        return PERIOD;
    }

    /** How many there have been so far, one that has just ended included. */
    int count() {
        if (lasted() >= min.toNanos()) {
            synchronized (this) {
                countIfLong();
            }
        }
        return count;
    }

    private void countIfLong() {
        long lasted = lasted();
        if (lasted >= min.toNanos()) {
            count = count + 1;
            note();
            LOG.atWarn()
                    .addKeyValue(LogKeys.DURATION, Duration.ofNanos(lasted).toMillis())
                    .log(
                            "The process stood still, or its clock was set: what it held may have been taken over by others");
        }
    }

    /** The time of day is noted last: a thread that reads in between sees a gap that is too short, and not one too long. */
    private void note() {
        notedNanos = nanos.getAsLong();
        notedMillis = millis.getAsLong();
    }

    private long lasted() {
        long byDay =
                Duration.ofMillis(Math.abs(millis.getAsLong() - notedMillis)).toNanos();
        return Math.max(nanos.getAsLong() - notedNanos, byDay);
    }
}
