package org.sessiontoken.answering.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;

/** Registries of background tasks for the tests of other packages. */
public final class BackgroundTasksFixture {

    private BackgroundTasksFixture() {}

    /** An empty registry. */
    public static BackgroundTasks on(MeterRegistry meters) {
        return new BackgroundTasks(meters);
    }
}
