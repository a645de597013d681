package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.sessiontoken.telemetry.Metric;

/** The metrics of taking requests from their topic. */
final class IntakeMetrics {

    /** How the assignment of partitions changed. */
    enum Change {
        /** The group has given partitions to this instance. */
        ASSIGNED,
        /** This instance has handed partitions over to another one. */
        REVOKED,
        /** Kafka took the partitions away because this instance sent no heartbeat within the session timeout. */
        LOST;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double MILLIS_PER_SECOND = 1000;

    private final MeterRegistry meters;
    private final MeterProvider<Counter> rebalances;

    IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.rebalances = Counter.builder(Metric.BROKER_REBALANCES.meterName())
                .description(Metric.BROKER_REBALANCES.description())
                .withRegistry(meters);
        // From the start: an increase from nothing would not be seen.
        for (Change change : Change.values()) {
            rebalances.withTag(Metric.Tag.CHANGE, change.code());
        }
    }

    void watch(List<RequestConsumer> consumers) {
        gauge(
                Metric.BROKER_UNFINISHED,
                consumers,
                all -> all.stream().mapToInt(RequestConsumer::unfinished).sum());
        gauge(
                Metric.BROKER_UNCOMMITTED_SPAN,
                consumers,
                all -> all.stream()
                        .mapToLong(RequestConsumer::uncommittedSpan)
                        .max()
                        .orElse(0));
        gauge(
                Metric.BROKER_LAG_RECORDS,
                consumers,
                all -> all.stream().mapToLong(RequestConsumer::lag).sum());
        gauge(
                Metric.BROKER_LAG_SECONDS,
                consumers,
                all -> all.stream()
                                .map(RequestConsumer::lagAge)
                                .max(Comparator.naturalOrder())
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / MILLIS_PER_SECOND);
    }

    private void gauge(Metric metric, List<RequestConsumer> of, ToDoubleFunction<List<RequestConsumer>> value) {
        Gauge.builder(metric.meterName(), of, value)
                .description(metric.description())
                .strongReference(true)
                .register(meters);
    }

    void rebalanced(Change change) {
        rebalances.withTag(Metric.Tag.CHANGE, change.code()).increment();
    }

    void bind(MeterBinder client) {
        client.bindTo(meters);
    }
}
