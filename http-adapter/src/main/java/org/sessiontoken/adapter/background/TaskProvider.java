package org.sessiontoken.adapter.background;

import java.util.Collection;
import org.sessiontoken.background.TaskStatus;

/** The background tasks of a feature. As a bean, their state is part of the liveness probe and of the metrics. */
@FunctionalInterface
public interface TaskProvider {

    /** The tasks, always the same ones. */
    Collection<? extends TaskStatus> tasks();
}
