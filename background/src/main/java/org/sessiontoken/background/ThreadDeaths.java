package org.sessiontoken.background;

import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread dies that the program cannot do without: a process that lives on without it looks healthy and
 * does nothing. Whoever started the process starts it again.
 */
public final class ThreadDeaths {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDeaths.class);

    /** The exit status, which sysexits.h calls an internal software error. */
    private static final int EXIT_STATUS = 70;

    private ThreadDeaths() {}

    /**
     * From now on the process ends when a thread dies of an {@link Error}, such as an {@link OutOfMemoryError}. It is for the
     * {@code main} methods of services.
     */
    public static void endTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                report(thread, failure, () -> Runtime.getRuntime().halt(EXIT_STATUS)));
    }

    /** Ends the process without shutdown hooks, which may need memory that is not there, and even if nothing can be logged. */
    static void report(Thread thread, Throwable failure, Runnable end) {
        boolean isFatal = failure instanceof Error || thread instanceof BackgroundTask.TaskThread;
        try {
            LOG.atError()
                    .addKeyValue(LogKeys.THREAD, thread.getName())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                    .log(isFatal ? "A thread died, so the process ends" : "A thread died");
        } finally {
            if (isFatal) {
                end.run();
            }
        }
    }
}
