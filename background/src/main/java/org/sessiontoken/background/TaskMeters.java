package org.sessiontoken.background;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.sessiontoken.telemetry.Metric;

/** Exports of a task whether it fails, and how often it has failed. Only who has Micrometer can use it. */
public final class TaskMeters {

    private TaskMeters() {}

    /** Has a registry follow the task. */
    public static void register(TaskStatus task, MeterRegistry meters) {
        Gauge.builder(Metric.TASK_FAILING.meterName(), task, status -> status.isFailing() ? 1 : 0)
                .description(Metric.TASK_FAILING.description())
                .tag(Metric.Tag.TASK, task.name())
                .register(meters);
        FunctionCounter.builder(Metric.TASK_FAILURES.meterName(), task, TaskStatus::failures)
                .description(Metric.TASK_FAILURES.description())
                .tag(Metric.Tag.TASK, task.name())
                .register(meters);
    }
}
