package org.sessiontoken.background;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Repeats a {@link Step} on a thread of its own, until it is closed.
 *
 * <pre>
 * new --start()--> running &lt;--succeeded / failed--> failing
 *   \                 \______close()_____________/
 *    \__close()______________________________________> closed
 *                     (its own code failed)----------> dead
 * </pre>
 *
 * <p>Whatever a step throws, an {@link Error} too, is a failure that is retried: nothing but {@link #close()} ends the
 * task. Should the task's own code fail, for example because no memory is left to log a failure, the task goes on, too. If
 * that happens several times in a row, the task is dead: {@link #isAlive()} tells, the thread's uncaught exception says so to
 * {@link ThreadDeaths}, and a program reports it to whoever can restart the program.
 *
 * <p>Safe for all threads.
 */
public final class BackgroundTask implements TaskStatus, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTask.class);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(1);
    private static final int MAX_OWN_FAILURES = 5;

    private final String name;
    private final Step step;
    private final Backoff backoff;
    private final Duration closeTimeout;
    private final Thread thread;
    private final Object monitor = new Object();

    // Guarded by the monitor.
    private boolean started;
    private boolean woken;

    private volatile boolean closing;
    private volatile boolean dead;
    // Written by the task's thread alone.
    private volatile long runningSince;
    private volatile boolean running;
    private volatile long failures;
    private volatile @Nullable String cause;

    // For the task's thread alone.
    private long failuresInARow;
    private long failingSince;

    /** A task with the {@linkplain Backoff#DEFAULT default back-off} that gets 5 seconds to end when it is closed. */
    public BackgroundTask(String name, Step step) {
        this(name, step, Backoff.DEFAULT, Duration.ofSeconds(5));
    }

    /**
     * A task that is not started yet.
     *
     * @param name names the thread, and the task in logs and metrics
     * @param backoff how long to wait after failures
     * @param closeTimeout how long {@link #close()} waits for the step to end before it interrupts it
     */
    public BackgroundTask(String name, Step step, Backoff backoff, Duration closeTimeout) {
        this.name = name;
        this.step = step;
        this.backoff = backoff;
        this.closeTimeout = closeTimeout;
        this.thread = new TaskThread(this::repeat, name);
        this.thread.setDaemon(true);
    }

    @Override
    public String name() {
        return name;
    }

    /** Starts the task; a second time, or after {@link #close()}, nothing happens. */
    public void start() {
        synchronized (monitor) {
            if (started || closing) {
                return;
            }
            started = true;
        }
        thread.start();
    }

    /** Ends the current delay, or the next one if the step is running: the step runs again at once. */
    public void wakeUp() {
        synchronized (monitor) {
            woken = true;
            monitor.notifyAll();
        }
    }

    @Override
    public boolean isAlive() {
        return !dead;
    }

    @Override
    public boolean isFailing() {
        return cause != null;
    }

    @Override
    public long failures() {
        return failures;
    }

    /**
     * How long the current run has taken so far; zero between runs. A step that works in small pieces and takes long is stuck
     * in code that does not return.
     */
    public Duration runningFor() {
        long since = runningSince;
        return running ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
    }

    /** Has the task end without waiting for it, so that several can end side by side. {@link #close()} waits. */
    public void beginClose() {
        synchronized (monitor) {
            closing = true;
            monitor.notifyAll();
        }
        cancelStep();
    }

    /** Ends the task and waits for it, within bounds. May be called more than once, but not by the step itself. */
    @Override
    public void close() {
        beginClose();
        synchronized (monitor) {
            if (!started) {
                return;
            }
        }
        try {
            if (endsWithin(closeTimeout)) {
                return;
            }
            thread.interrupt();
            if (!endsWithin(LAST_CHANCE)) {
                LOG.atWarn().addKeyValue(LogKeys.TASK, name).log("A background task does not end and is left behind");
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean endsWithin(Duration timeout) throws InterruptedException {
        thread.join(timeout.toMillis());
        return !thread.isAlive();
    }

    private void cancelStep() {
        try {
            step.cancel();
        } catch (Throwable failure) {
            log(Level.WARN, failure, "A background task could not be cancelled");
        }
    }

    private void repeat() {
        boolean ended = false;
        try {
            int ownFailures = 0;
            while (!closing) {
                Duration delay = backoff.min();
                try {
                    delay = runOnce();
                    ownFailures = 0;
                } catch (Throwable ownFailure) {
                    // Nothing is logged: most likely there is no memory to do so, and soon there is some again.
                    if (++ownFailures == MAX_OWN_FAILURES) {
                        throw ownFailure;
                    }
                }
                await(delay);
            }
            if (failuresInARow == 0) {
                finishStep();
            }
            ended = true;
        } finally {
            releaseStep();
            dead = !ended;
        }
    }

    /** Runs the step, and says how long to wait until the next run. */
    private Duration runOnce() {
        runningSince = System.nanoTime();
        running = true;
        try {
            Duration delay = Objects.requireNonNull(step.run(), "a step must say when it is to run again");
            succeeded();
            return delay;
        } catch (Throwable failure) {
            if (closing) {
                // A cancelled run does not count as a failure, so that finish() is still called.
                return Duration.ZERO;
            }
            try {
                failed(failure);
            } finally {
                // Even if the failure cannot be logged: the next run must not go on with what the failure has left
                // behind.
                releaseStep();
            }
            return backoff.after(failuresInARow, ThreadLocalRandom.current());
        } finally {
            running = false;
        }
    }

    private void succeeded() {
        if (failuresInARow > 0) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.TASK, name)
                    .addKeyValue(LogKeys.FAILURES, failuresInARow)
                    .addKeyValue(LogKeys.DURATION, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - failingSince))
                    .log("A background task works again");
        }
        failuresInARow = 0;
        cause = null;
    }

    /** Logs an outage once, and again when its cause changes: it may last for hours. */
    private void failed(Throwable failure) {
        failures = failures + 1;
        if (failuresInARow++ == 0) {
            failingSince = System.nanoTime();
        }
        String found = Failures.rootCause(failure).getClass().getName();
        if (!found.equals(cause)) {
            cause = found;
            log(
                    Failures.isBug(failure) ? Level.ERROR : Level.WARN,
                    failure,
                    "A background task fails and is retried until it works again");
        }
    }

    private void finishStep() {
        try {
            step.finish();
        } catch (Throwable failure) {
            log(Level.WARN, failure, "A background task could not end in good order");
        }
    }

    private void releaseStep() {
        try {
            step.release();
        } catch (Throwable failure) {
            log(Level.WARN, failure, "A background task could not release what it used");
        }
    }

    private void log(Level level, Throwable failure, String message) {
        LOG.atLevel(level)
                .addKeyValue(LogKeys.TASK, name)
                .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                .log(message);
    }

    private void await(Duration delay) {
        long end = System.nanoTime() + delay.toNanos();
        synchronized (monitor) {
            try {
                for (long left = delay.toNanos(); left > 0 && !woken && !closing; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(monitor, left);
                }
            } catch (InterruptedException unwanted) {
                // Only close() ends the task. It also interrupts, but says so first.
            }
            woken = false;
        }
    }

    /** Tells the thread of a task from others. */
    static final class TaskThread extends Thread {

        TaskThread(Runnable work, String name) {
            super(work, name);
        }
    }
}
