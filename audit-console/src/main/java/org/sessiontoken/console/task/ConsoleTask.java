package org.sessiontoken.console.task;

import java.util.function.Supplier;
import org.sessiontoken.background.RestartableTask;
import org.sessiontoken.background.Step;
import org.springframework.context.SmartLifecycle;

/** A task that runs while the console runs. As a bean, its state is part of the liveness probe and of the metrics. */
public final class ConsoleTask extends RestartableTask implements SmartLifecycle {

    /** A {@linkplain RestartableTask#RestartableTask task} that is not started yet. */
    public ConsoleTask(String name, Supplier<Step> steps) {
        super(name, steps);
    }

    /** Tasks start before the web server and stop after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
