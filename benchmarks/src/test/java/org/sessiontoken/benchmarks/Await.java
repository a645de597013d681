package org.sessiontoken.benchmarks;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for another program by polling, since nothing tells when the program is ready. */
final class Await {

    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    private Await() {}

    /** Polls at this interval until the condition holds; gives up after two minutes. */
    static void until(String what, Duration every, BooleanSupplier isSo) {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("within " + MAX_WAIT.toSeconds() + " s not so: " + what);
            }
            pause(every);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
