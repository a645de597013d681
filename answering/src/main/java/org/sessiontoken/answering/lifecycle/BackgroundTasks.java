package org.sessiontoken.answering.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.TaskMeters;

/**
 * All background tasks of a service. The liveness probe and the metrics follow every task that is registered here, so
 * none can die in silence. Safe for all threads.
 */
public final class BackgroundTasks {

    private final MeterRegistry meters;
    private final List<BackgroundTask> tasks = new CopyOnWriteArrayList<>();

    BackgroundTasks(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Has liveness and metrics follow a task. The caller starts and closes the task.
     *
     * @return the task
     */
    public BackgroundTask register(BackgroundTask task) {
        tasks.add(task);
        TaskMeters.register(task, meters);
        return task;
    }

    /** The names of the tasks that have ended although nobody closed them. */
    List<String> dead() {
        return tasks.stream()
                .filter(task -> !task.isAlive())
                .map(BackgroundTask::name)
                .toList();
    }
}
