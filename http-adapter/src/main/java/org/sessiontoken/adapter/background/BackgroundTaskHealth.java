package org.sessiontoken.adapter.background;

import java.util.Collection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down once the thread of a background task has died, which only a new start of the program repairs. */
final class BackgroundTaskHealth implements HealthIndicator {

    private final Collection<BackgroundTaskLifecycle> tasks;

    BackgroundTaskHealth(Collection<BackgroundTaskLifecycle> tasks) {
        this.tasks = tasks;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (BackgroundTaskLifecycle task : tasks) {
            if (!task.isAlive()) {
                health.down().withDetail(task.name(), "dead");
            }
        }
        return health.build();
    }
}
