package org.sessiontoken.background;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The first seconds of a program, in which others that it needs may still be starting, too, and topics are still to be created. That
 * something is missing is worth a warning only if it lasts longer. Safe for all threads.
 */
public final class StartPeriod {

    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final long start;

    /**
     * A period that begins now.
     *
     * @param nanos a clock that never goes back
     */
    public StartPeriod(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** A period that begins now and lasts 30 seconds. */
    public static StartPeriod begin() {
        return new StartPeriod(System::nanoTime);
    }

    /** Whether what is missing now has had the time to come. */
    public boolean isOver() {
        return nanos.getAsLong() - start >= LENGTH.toNanos();
    }
}
