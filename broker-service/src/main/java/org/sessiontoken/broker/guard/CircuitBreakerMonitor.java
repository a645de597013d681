package org.sessiontoken.broker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.BreakerChanged;
import org.sessiontoken.event.BreakerState;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each change of a circuit breaker's state: in the log, in metrics, and as an event on its topic. A report that
 * fails is logged and disturbs neither the breaker nor the request that caused the change.
 */
final class CircuitBreakerMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakerMonitor.class);

    private final GuardMetrics metrics;
    private final Consumer<ProducerRecord<byte[], byte[]>> events;
    private final String instance;
    private final Clock clock;

    CircuitBreakerMonitor(
            GuardMetrics metrics, Consumer<ProducerRecord<byte[], byte[]>> events, String instance, Clock clock) {
        this.metrics = metrics;
        this.events = events;
        this.instance = instance;
        this.clock = clock;
    }

    void watch(Key key, CircuitBreaker breaker) {
        Map<BreakerState, Counter> changes = new EnumMap<>(BreakerState.class);
        for (BreakerState state : BreakerState.values()) {
            changes.put(state, metrics.changes(key, state));
        }
        breaker.getEventPublisher().onStateTransition(event -> report(key, event.getStateTransition(), changes));
    }

    private void report(Key key, StateTransition transition, Map<BreakerState, Counter> changes) {
        BreakerState from = GuardMetrics.stateOf(transition.getFromState());
        BreakerState to = GuardMetrics.stateOf(transition.getToState());
        LOG.atWarn()
                .addKeyValue(LogKeys.TENANT_ID, key.tenantId())
                .addKeyValue(LogKeys.AUTH_SERVICE_ID, key.authServiceId())
                .addKeyValue(LogKeys.FROM, from.code())
                .addKeyValue(LogKeys.TO, to.code())
                .log("A circuit breaker changed its state");
        Objects.requireNonNull(changes.get(to)).increment();
        publish(new BreakerChanged(key.tenantId(), key.authServiceId(), from, to, clock.instant(), instance));
    }

    private void publish(BreakerChanged change) {
        try {
            events.accept(BreakerChangeCodec.write(change));
        } catch (Throwable failure) {
            LOG.atError()
                    .addKeyValue(LogKeys.TENANT_ID, change.tenantId())
                    .addKeyValue(LogKeys.AUTH_SERVICE_ID, change.authServiceId())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                    .log("The change of a circuit breaker could not be published");
        }
    }
}
