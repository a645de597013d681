package org.sessiontoken.broker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.BreakerChanged;
import org.sessiontoken.event.BreakerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells ops of each change of a breaker's state: in the log, in metrics, and as an event on its topic. */
final class CircuitBreakerMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakerMonitor.class);

    private final MeterRegistry meters;
    private final Consumer<ProducerRecord<byte[], byte[]>> events;
    private final String instance;
    private final Clock clock;
    private final Map<Key, Watched> watched = new ConcurrentHashMap<>();

    CircuitBreakerMonitor(
            MeterRegistry meters, Consumer<ProducerRecord<byte[], byte[]>> events, String instance, Clock clock) {
        this.meters = meters;
        this.events = events;
        this.instance = instance;
        this.clock = clock;
    }

    void watch(Key key, CircuitBreaker breaker) {
        watched.compute(key, (name, one) -> {
            Watched now = one == null ? begin(name) : one;
            now.breakers.add(breaker);
            return now;
        });
        breaker.getEventPublisher().onStateTransition(event -> changed(key, event.getStateTransition()));
    }

    private Watched begin(Key key) {
        List<CircuitBreaker> breakers = new CopyOnWriteArrayList<>();
        Gauge gauge = Gauge.builder("ags.broker.breaker.open", breakers, CircuitBreakerMonitor::isNewestOpen)
                .description("Whether the auth service is left alone: 1 for open, 0.5 for trying, 0 for closed")
                .tags(tags(key))
                .strongReference(true)
                .register(meters);
        return new Watched(breakers, gauge);
    }

    private static double isNewestOpen(List<CircuitBreaker> breakers) {
        return breakers.isEmpty() ? 0 : isOpen(breakers.get(breakers.size() - 1));
    }

    private static double isOpen(CircuitBreaker breaker) {
        return switch (state(breaker.getState())) {
            case OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED -> 0;
        };
    }

    private void changed(Key key, StateTransition transition) {
        BreakerState from = state(transition.getFromState());
        BreakerState to = state(transition.getToState());
        LOG.atWarn()
                .addKeyValue("tenantId", key.tenantId())
                .addKeyValue("authServiceId", key.authServiceId())
                .addKeyValue("from", from.code())
                .addKeyValue("to", to.code())
                .log("A circuit breaker changed its state");
        meters.counter("ags.broker.breaker.changes", tags(key).and("to", to.code()))
                .increment();
        events.accept(BreakerChangeCodec.write(
                new BreakerChanged(key.tenantId(), key.authServiceId(), from, to, clock.instant(), instance)));
    }

    void forget(Key key, CircuitBreaker breaker) {
        watched.computeIfPresent(key, (name, one) -> {
            one.breakers.remove(breaker);
            if (!one.breakers.isEmpty()) {
                return one;
            }
            meters.remove(one.gauge);
            return null;
        });
    }

    private static Tags tags(Key key) {
        return Tags.of(
                "tenant", key.tenantId().value(), "service", key.authServiceId().value());
    }

    private static BreakerState state(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    /**
     * The breakers of one auth service, the newest last: while one configuration replaces another there are two, and an
     * edit that is refused leaves the older.
     */
    private record Watched(List<CircuitBreaker> breakers, Meter gauge) {}
}
