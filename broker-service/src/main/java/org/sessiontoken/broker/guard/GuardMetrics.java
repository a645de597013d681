package org.sessiontoken.broker.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.BreakerState;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.telemetry.Metric.Tag;

/**
 * The meters of the guards. While a changed auth service replaces an earlier one both have guards: the gauges show the
 * newer ones, the counters count for both, and the meters are removed with the last of them.
 *
 * <p>Safe for all threads.
 */
final class GuardMetrics {

    private final MeterRegistry registry;
    private final Map<Key, Metered<Bulkhead>> bulkheads = new ConcurrentHashMap<>();
    private final Map<Key, Metered<CircuitBreaker>> breakers = new ConcurrentHashMap<>();

    GuardMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void add(Key key, Bulkhead bulkhead, Optional<CircuitBreaker> breaker) {
        add(bulkheads, key, bulkhead, guards -> bulkheadMeters(key, guards));
        breaker.ifPresent(present -> add(breakers, key, present, guards -> breakerMeters(key, guards)));
    }

    void remove(Key key, Bulkhead bulkhead, Optional<CircuitBreaker> breaker) {
        remove(bulkheads, key, bulkhead);
        breaker.ifPresent(present -> remove(breakers, key, present));
    }

    /** Counts the repeated calls of an auth service. */
    Counter retries(Key key) {
        return Counter.builder(Metric.RETRIES.meterName())
                .description(Metric.RETRIES.description())
                .tags(tags(key))
                .register(registry);
    }

    /** Counts the changes of an auth service's circuit breaker to a state. */
    Counter changes(Key key, BreakerState to) {
        return Counter.builder(Metric.BREAKER_CHANGES.meterName())
                .description(Metric.BREAKER_CHANGES.description())
                .tags(tags(key).and(Tag.TO, to.code()))
                .register(registry);
    }

    /** What a circuit breaker's state is called in events, logs and metrics. */
    static BreakerState stateOf(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    private List<Meter> bulkheadMeters(Key key, List<Bulkhead> guards) {
        return List.of(
                gauge(
                        Metric.BULKHEAD_AVAILABLE,
                        key,
                        guards,
                        bulkhead -> bulkhead.getMetrics().getAvailableConcurrentCalls()),
                retries(key));
    }

    private List<Meter> breakerMeters(Key key, List<CircuitBreaker> guards) {
        List<Meter> meters = new ArrayList<>();
        meters.add(gauge(Metric.BREAKER_STATE, key, guards, GuardMetrics::stateAsNumber));
        for (BreakerState state : BreakerState.values()) {
            meters.add(changes(key, state));
        }
        return meters;
    }

    private static double stateAsNumber(CircuitBreaker breaker) {
        return switch (stateOf(breaker.getState())) {
            case OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED -> 0;
        };
    }

    private <G> Gauge gauge(Metric metric, Key key, List<G> guards, ToDoubleFunction<G> value) {
        return Gauge.builder(
                        metric.meterName(),
                        guards,
                        list -> newest(list).map(value::applyAsDouble).orElse(0.0))
                .description(metric.description())
                .tags(tags(key))
                .strongReference(true)
                .register(registry);
    }

    private static <G> Optional<G> newest(List<G> guards) {
        return guards.stream().reduce((older, newer) -> newer);
    }

    private static <G> void add(
            Map<Key, Metered<G>> all, Key key, G guard, Function<List<G>, List<Meter>> registration) {
        all.compute(key, (same, existing) -> {
            List<G> guards = existing == null ? new CopyOnWriteArrayList<>() : existing.guards;
            guards.add(guard);
            return existing == null ? new Metered<>(guards, registration.apply(guards)) : existing;
        });
    }

    private <G> void remove(Map<Key, Metered<G>> all, Key key, G guard) {
        all.computeIfPresent(key, (same, existing) -> {
            existing.guards.remove(guard);
            if (!existing.guards.isEmpty()) {
                return existing;
            }
            existing.meters.forEach(registry::remove);
            return null;
        });
    }

    private static Tags tags(Key key) {
        return Tags.of(
                Tag.TENANT_ID, key.tenantId().value(),
                Tag.AUTH_SERVICE_ID, key.authServiceId().value());
    }

    /** Guards of one kind of one auth service, the newest last, and the meters that they share. */
    private record Metered<G>(List<G> guards, List<Meter> meters) {}
}
