package org.sessiontoken.faults.processes;

import java.time.Duration;

/** Lets time pass: faults last, and what is watched is looked at again. */
public final class Pause {

    private Pause() {}

    /** Waits. */
    public static void of(Duration time) {
        if (time.isNegative()) {
            return;
        }
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
