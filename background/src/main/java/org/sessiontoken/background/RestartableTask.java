package org.sessiontoken.background;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BackgroundTask} that can be stopped and started again, as Spring may do with an application: a task that is closed
 * cannot start again, so each start creates a new one. Safe for all threads.
 */
public class RestartableTask implements TaskStatus {

    private final String name;
    private final Supplier<Step> steps;

    private volatile @Nullable BackgroundTask task;
    private volatile long failuresOfClosedTasks;

    /**
     * A task that is not started yet.
     *
     * @param name names the task in logs and metrics, and its thread
     * @param steps creates a step for each start
     */
    public RestartableTask(String name, Supplier<Step> steps) {
        this.name = name;
        this.steps = steps;
    }

    /** Starts the task, unless it runs. */
    public synchronized void start() {
        if (task == null) {
            BackgroundTask started = new BackgroundTask(name, steps.get());
            started.start();
            task = started;
        }
    }

    /** Ends the task and waits for it, within bounds. */
    public synchronized void stop() {
        BackgroundTask stopped = task;
        if (stopped != null) {
            stopped.close();
            failuresOfClosedTasks += stopped.failures();
            task = null;
        }
    }

    /** Whether it is started and not stopped. */
    public boolean isRunning() {
        return task != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAlive() {
        BackgroundTask current = task;
        return current == null || current.isAlive();
    }

    @Override
    public boolean isFailing() {
        BackgroundTask current = task;
        return current != null && current.isFailing();
    }

    @Override
    public long failures() {
        BackgroundTask current = task;
        return failuresOfClosedTasks + (current == null ? 0 : current.failures());
    }
}
