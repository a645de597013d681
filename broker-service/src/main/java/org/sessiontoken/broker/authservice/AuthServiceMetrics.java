package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.telemetry.Metric.Tag;
import org.sessiontoken.telemetry.RequestBuckets;

/**
 * How many requests each auth service gets, how they end and how long they take. Only what is configured has meters, from the
 * start and until it is taken out: names that callers make up are counted nowhere here. Safe for all threads.
 */
public final class AuthServiceMetrics {

    private static final List<Metric> OF_EACH = List.of(
            Metric.AUTH_SERVICE_REQUESTS,
            Metric.AUTH_SERVICE_OUTCOMES,
            Metric.WRONG_CREDENTIALS,
            Metric.OUTBOUND_REQUESTS);

    private final MeterRegistry registry;
    private volatile Map<Key, Meters> configured = Map.of();

    AuthServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Says which auth services there are from now on. To be called by one thread at a time. */
    void configure(AuthServices services) {
        Map<Key, Meters> before = configured;
        Map<Key, Meters> now = new HashMap<>();
        services.all().forEach(one -> {
            AuthService service = one.service();
            Meters present = before.get(service.key());
            now.put(service.key(), present == null ? register(service.key()) : present);
            if (service.failureLimits().isPresent()) {
                wrongCredentials(service.key());
            }
        });
        configured = Map.copyOf(now);
        removeOthers(now.keySet());
    }

    /**
     * Counts a request that has its outcome, if it named an auth service that is configured.
     *
     * @param duration from intake to reply
     */
    public void answered(Key key, Outcome outcome, Duration duration) {
        Meters meters = configured.get(key);
        if (meters != null) {
            meters.requests().record(duration);
            meters.count(outcome);
        }
    }

    private Meters register(Key key) {
        Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder(Metric.AUTH_SERVICE_OUTCOMES.meterName())
                            .description(Metric.AUTH_SERVICE_OUTCOMES.description())
                            .tags(tags(key).and(Tag.OUTCOME, outcome.code()))
                            .register(registry));
        }
        return new Meters(
                Timer.builder(Metric.AUTH_SERVICE_REQUESTS.meterName())
                        .description(Metric.AUTH_SERVICE_REQUESTS.description())
                        .tags(tags(key))
                        .serviceLevelObjectives(RequestBuckets.bounds())
                        .register(registry),
                outcomes);
    }

    /** Counted where credentials are checked; here it is made to be there before the first one. */
    private void wrongCredentials(Key key) {
        Counter.builder(Metric.WRONG_CREDENTIALS.meterName())
                .description(Metric.WRONG_CREDENTIALS.description())
                .tags(tags(key))
                .register(registry);
    }

    /** What is left of auth services that are not configured any more, or never were, since their configuration was refused. */
    private void removeOthers(Set<Key> keys) {
        Set<Tags> kept = keys.stream().map(AuthServiceMetrics::tags).collect(Collectors.toSet());
        for (Metric metric : OF_EACH) {
            registry.find(metric.meterName()).meters().stream()
                    .filter(meter -> !kept.contains(authService(meter.getId())))
                    .forEach(registry::remove);
        }
    }

    private static Tags authService(Meter.Id id) {
        return Tags.of(id.getTags().stream()
                .filter(tag ->
                        tag.getKey().equals(Tag.TENANT_ID) || tag.getKey().equals(Tag.AUTH_SERVICE_ID))
                .toList());
    }

    private static Tags tags(Key key) {
        return Tags.of(
                Tag.TENANT_ID, key.tenantId().value(),
                Tag.AUTH_SERVICE_ID, key.authServiceId().value());
    }

    private record Meters(Timer requests, Map<Outcome, Counter> outcomes) {

        void count(Outcome outcome) {
            @Nullable Counter counter = outcomes.get(outcome);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
