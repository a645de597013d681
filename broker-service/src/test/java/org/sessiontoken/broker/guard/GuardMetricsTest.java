package org.sessiontoken.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sessiontoken.telemetry.Metric;

class GuardMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GuardMetrics metrics = new GuardMetrics(meters);
    private final Bulkhead bulkhead = Bulkhead.ofDefaults("older");
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("older");

    @Test
    void showsTheStateOfTheNewerBreakerWhileBothAreThere() {
        metrics.add(BackendGuardTest.KEY, bulkhead, Optional.of(breaker));
        CircuitBreaker newer = CircuitBreaker.ofDefaults("newer");
        metrics.add(BackendGuardTest.KEY, Bulkhead.ofDefaults("newer"), Optional.of(newer));

        breaker.transitionToOpenState();
        assertThat(state()).isZero();
        newer.transitionToOpenState();
        assertThat(state()).isOne();
        newer.transitionToHalfOpenState();
        assertThat(state()).isEqualTo(0.5);
    }

    @Test
    void showsHowManyCallsTheBulkheadHasRoomFor() {
        metrics.add(BackendGuardTest.KEY, bulkhead, Optional.empty());

        bulkhead.acquirePermission();

        assertThat(meters.get(Metric.BULKHEAD_AVAILABLE.meterName()).gauge().value())
                .isEqualTo(bulkhead.getBulkheadConfig().getMaxConcurrentCalls() - 1);
        assertThat(meters.find(Metric.BREAKER_STATE.meterName()).gauge()).isNull();
    }

    @Test
    void removesTheMetersWithTheLastGuards() {
        Bulkhead newer = Bulkhead.ofDefaults("newer");
        metrics.add(BackendGuardTest.KEY, bulkhead, Optional.of(breaker));
        metrics.add(BackendGuardTest.KEY, newer, Optional.empty());

        metrics.remove(BackendGuardTest.KEY, bulkhead, Optional.of(breaker));
        metrics.remove(BackendGuardTest.KEY, bulkhead, Optional.of(breaker));
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder(Metric.BULKHEAD_AVAILABLE.meterName(), Metric.RETRIES.meterName());

        metrics.remove(BackendGuardTest.KEY, newer, Optional.empty());
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void hasNoEffectOnTheBreakerWhenAChangeCannotBePublished() {
        CircuitBreakerMonitor monitor = new CircuitBreakerMonitor(
                metrics,
                event -> {
                    throw new NoClassDefFoundError("canary");
                },
                "test",
                Clock.systemUTC());
        StringBuilder after = new StringBuilder();
        monitor.watch(BackendGuardTest.KEY, breaker);
        breaker.getEventPublisher().onStateTransition(event -> after.append(event.getStateTransition()));

        breaker.transitionToOpenState();

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(after).hasToString(CircuitBreaker.StateTransition.CLOSED_TO_OPEN.toString());
        assertThat(meters.get(Metric.BREAKER_CHANGES.meterName())
                        .tag("to", "open")
                        .counter()
                        .count())
                .isOne();
    }

    private double state() {
        return meters.get(Metric.BREAKER_STATE.meterName()).gauge().value();
    }
}
