package org.sessiontoken.adapter.background;

import java.util.Collection;
import org.sessiontoken.background.TaskStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down once the thread of a background task has died, which only a new start of the program repairs. */
final class BackgroundTaskHealth implements HealthIndicator {

    private final Collection<TaskStatus> tasks;

    BackgroundTaskHealth(Collection<TaskStatus> tasks) {
        this.tasks = tasks;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (TaskStatus task : tasks) {
            if (!task.isAlive()) {
                health.down().withDetail(task.name(), "dead");
            }
        }
        return health.build();
    }
}
