package org.sessiontoken.background;

/** What a liveness probe and the metrics show of a background task. Safe for all threads. */
public interface TaskStatus {

    /** Names the task. */
    String name();

    /** Whether the task runs, is still to be started, or was closed. False only once its thread has died. */
    boolean isAlive();

    /** Whether the last run failed. */
    boolean isFailing();

    /** How many runs have failed. */
    long failures();
}
