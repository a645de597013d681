package org.sessiontoken.autoconfigure;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import org.sessiontoken.background.TaskMeters;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.files.FollowedFilesMetrics;
import org.sessiontoken.telemetry.Metric;

/**
 * Exports how many requests are in flight, how many were sent again, how many broker instances are silent, whether a background
 * task of the client fails, and how often it has failed; and of its key file, if it follows one, what became of changes.
 */
final class SessionTokenClientMetrics implements MeterBinder {

    private final SessionTokenClient client;
    private final Optional<RequestorKeys> keys;

    SessionTokenClientMetrics(SessionTokenClient client, Optional<RequestorKeys> keys) {
        this.client = client;
        this.keys = keys;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(Metric.CLIENT_IN_FLIGHT.meterName(), client, SessionTokenClient::inFlight)
                .description(Metric.CLIENT_IN_FLIGHT.description())
                .register(meters);
        FunctionCounter.builder(Metric.CLIENT_REPEATED.meterName(), client, SessionTokenClient::repeatedRequests)
                .description(Metric.CLIENT_REPEATED.description())
                .register(meters);
        Gauge.builder(Metric.CLIENT_SILENT_INSTANCES.meterName(), client, SessionTokenClient::silentInstances)
                .description(Metric.CLIENT_SILENT_INSTANCES.description())
                .register(meters);
        client.backgroundTasks().forEach(task -> TaskMeters.register(task, meters));
        keys.ifPresent(followed -> {
            TaskMeters.register(followed.task(), meters);
            new FollowedFilesMetrics(followed.file()).bindTo(meters);
        });
    }
}
