package org.sessiontoken.answering.topics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalInt;
import org.sessiontoken.telemetry.Metric;

/**
 * Exports how many replicas of each topic may be lost until Kafka takes no more writes: at 0 the next one, and below that it takes
 * none now. Not a number while it is not known.
 */
final class InSyncMargin implements MeterBinder {

    private final TopicMonitor topics;
    private final DurabilityCheck durability;

    InSyncMargin(TopicMonitor topics, DurabilityCheck durability) {
        this.topics = topics;
        this.durability = durability;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        topics.names()
                .forEach(topic -> Gauge.builder(
                                Metric.TOPIC_IN_SYNC_MARGIN.meterName(),
                                () -> margin(topics.minInSync(topic), durability.minInSyncReplicas(topic)))
                        .description(Metric.TOPIC_IN_SYNC_MARGIN.description())
                        .tag(Metric.Tag.TOPIC, topic)
                        .register(meters));
    }

    static double margin(OptionalInt inSync, OptionalInt needed) {
        return inSync.isPresent() && needed.isPresent() ? inSync.getAsInt() - needed.getAsInt() : Double.NaN;
    }
}
