package org.sessiontoken.adapter.background;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import org.sessiontoken.background.TaskMeters;
import org.sessiontoken.background.TaskStatus;

/** Exports whether each background task fails, and how often it has failed. */
final class BackgroundTaskMetrics implements MeterBinder {

    private final Collection<TaskStatus> tasks;

    BackgroundTaskMetrics(Collection<TaskStatus> tasks) {
        this.tasks = tasks;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        tasks.forEach(task -> TaskMeters.register(task, meters));
    }
}
