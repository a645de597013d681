package org.sessiontoken.background;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
