package org.sessiontoken.console.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Step;
import org.sessiontoken.background.TaskStatus;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a {@link BackgroundTask} while the console runs. As a bean, its state is part of the liveness probe and of the metrics.
 *
 * <p>Spring may stop an application and start it again. A task that is closed cannot start again, so each start creates a new
 * one.
 */
public final class ConsoleTask implements SmartLifecycle, TaskStatus {

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
    public ConsoleTask(String name, Supplier<Step> steps) {
        this.name = name;
        this.steps = steps;
    }

    @Override
    public synchronized void start() {
        if (task == null) {
            BackgroundTask started = new BackgroundTask(name, steps.get());
            started.start();
            task = started;
        }
    }

    @Override
    public synchronized void stop() {
        BackgroundTask stopped = task;
        if (stopped != null) {
            stopped.close();
            failuresOfClosedTasks += stopped.failures();
            task = null;
        }
    }

    @Override
    public boolean isRunning() {
        return task != null;
    }

    /** Tasks start before the web server and stop after it. */
    @Override
    public int getPhase() {
        return 0;
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
