package org.sessiontoken.background;

import java.time.Duration;

/**
 * One piece of work that a {@link BackgroundTask} repeats. All methods but {@link #cancel()} are called by the task's own
 * thread, so an implementation needs no locks.
 */
@FunctionalInterface
public interface Step {

    /** The delay of a step that is not to run again before {@link BackgroundTask#wakeUp()} is called. */
    Duration UNTIL_WOKEN = Duration.ofDays(36_500);

    /**
     * Does one piece of work. What it needs and does not have yet, such as a connection, it opens.
     *
     * @return how long to wait until the next run; zero to run again at once
     * @throws Exception if the work failed: it is retried, after {@link #release()} and a delay
     */
    Duration run() throws Exception;

    /**
     * Makes a {@link #run()} that is waiting return or fail soon, because the task is closing. Called by any
     * thread, and possibly when the step has ended already.
     */
    default void cancel() {}

    /**
     * Ends the work in good order when the task is closing, for example by committing what is done. Not called when the
     * last run failed.
     *
     * @throws Exception if it cannot be ended in good order, which is logged
     */
    default void finish() throws Exception {}

    /** Releases what {@link #run()} has opened: after a failure, and at the end. Called when nothing is open, too. */
    default void release() {}
}
