package org.sessiontoken.background;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs short pieces of work at certain times, on one daemon thread. A timer that is cancelled takes no memory any more; a
 * piece of work that fails is logged, as nobody asks for its result.
 */
public final class Timers extends ScheduledThreadPoolExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final long LAST_CHANCE_MILLIS = 1_000;

    private final String name;

    /** Timers whose thread has this name. */
    public Timers(String name) {
        super(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        this.name = name;
        setRemoveOnCancelPolicy(true);
        // Otherwise the thread would wait for timers that finish() has removed.
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Cancels all timers and waits for the work that is running, up to a second, so that its effects are seen by the caller.
     * Work that calls this method waits for itself in vain.
     */
    public void finish() {
        getQueue().clear();
        // What comes meanwhile and is due already would still be run.
        shutdown();
        getQueue().clear();
        try {
            if (!awaitTermination(LAST_CHANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue(LogKeys.TASK, name).log("Scheduled work does not end and is left behind");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable thrown) {
        Throwable failure = thrown == null ? failureOf(work) : thrown;
        if (failure != null) {
            LOG.atError()
                    .addKeyValue(LogKeys.TASK, name)
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                    .log("Scheduled work failed: this is a bug");
        }
    }

    private static @Nullable Throwable failureOf(Runnable work) {
        if (!(work instanceof Future<?> done) || !done.isDone()) {
            return null;
        }
        try {
            done.get();
            return null;
        } catch (CancellationException cancelled) {
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
