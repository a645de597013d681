package org.sessiontoken.broker.lifecycle;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.telemetry.Metric;

/**
 * All background tasks of this broker. The liveness probe and the metrics follow every task that is registered here, so
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
        Gauge.builder(Metric.TASK_FAILING.meterName(), task, BackgroundTasks::failing)
                .description(Metric.TASK_FAILING.description())
                .tag(Metric.Tag.TASK, task.name())
                .register(meters);
        FunctionCounter.builder(Metric.TASK_FAILURES.meterName(), task, BackgroundTask::failures)
                .description(Metric.TASK_FAILURES.description())
                .tag(Metric.Tag.TASK, task.name())
                .register(meters);
        return task;
    }

    private static double failing(BackgroundTask task) {
        return task.isFailing() ? 1 : 0;
    }

    /** The names of the tasks that have ended although nobody closed them. */
    List<String> dead() {
        return tasks.stream()
                .filter(task -> !task.isAlive())
                .map(BackgroundTask::name)
                .toList();
    }
}
