package org.sessiontoken.adapter.background;

import java.util.List;
import java.util.function.Supplier;
import org.sessiontoken.background.RestartableTask;
import org.sessiontoken.background.Step;
import org.sessiontoken.background.TaskStatus;
import org.springframework.context.SmartLifecycle;

/** A task that runs while the application runs. As a bean, its state is part of the liveness probe and of the metrics. */
public final class BackgroundTaskLifecycle extends RestartableTask implements SmartLifecycle, TaskProvider {

    /** A {@linkplain RestartableTask#RestartableTask task} that is not started yet. */
    public BackgroundTaskLifecycle(String name, Supplier<Step> steps) {
        super(name, steps);
    }

    /** Tasks start before the web server, so that the adapter is ready sooner, and stop after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public List<TaskStatus> tasks() {
        return List.of(this);
    }
}
