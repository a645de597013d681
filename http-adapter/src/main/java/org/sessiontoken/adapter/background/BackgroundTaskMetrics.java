package org.sessiontoken.adapter.background;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import org.sessiontoken.background.TaskStatus;
import org.sessiontoken.telemetry.Metric;

/** Exports whether each background task fails, and how often it has failed. */
final class BackgroundTaskMetrics implements MeterBinder {

    private final Collection<TaskStatus> tasks;

    BackgroundTaskMetrics(Collection<TaskStatus> tasks) {
        this.tasks = tasks;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (TaskStatus task : tasks) {
            Gauge.builder(Metric.TASK_FAILING.meterName(), task, failing -> failing.isFailing() ? 1 : 0)
                    .description(Metric.TASK_FAILING.description())
                    .tag(Metric.Tag.TASK, task.name())
                    .register(meters);
            FunctionCounter.builder(Metric.TASK_FAILURES.meterName(), task, TaskStatus::failures)
                    .description(Metric.TASK_FAILURES.description())
                    .tag(Metric.Tag.TASK, task.name())
                    .register(meters);
        }
    }
}
