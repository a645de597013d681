package org.sessiontoken.broker.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.background.Timers;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Unavailable;

/** Puts the guards around a backend. Each auth service has guards of its own; only the timers' thread is shared. */
public final class BackendGuard implements AutoCloseable {

    /** The breaker leaves the half-open state after this time even if no request arrives to be a trial call. */
    private static final Duration MAX_WAIT_DURATION_IN_HALF_OPEN_STATE = Duration.ofMinutes(1);

    private static final double BACKOFF_MULTIPLIER = 2.0;
    private static final double RANDOMIZATION_FACTOR = 0.5;

    private final GuardMetrics metrics;
    private final CircuitBreakerMonitor monitor;
    private final Clock clock;
    private final Timers timers = new Timers("guard-timers");

    BackendGuard(GuardMetrics metrics, CircuitBreakerMonitor monitor, Clock clock) {
        this.metrics = metrics;
        this.monitor = monitor;
        this.clock = clock;
    }

    /**
     * The guarded backend of an auth service. It has no circuit breaker if the backend limits itself. Closing it closes the
     * backend and removes the meters of its guards.
     */
    public GuardedBackend around(SsoBackend backend, Key key, GuardProperties settings) {
        boolean repeatable = backend.repeatable();
        Optional<CircuitBreaker> breaker = backend.limitsItself()
                ? Optional.empty()
                : Optional.of(CircuitBreaker.of(name(key), circuitBreakerConfig(settings)));
        Bulkhead bulkhead = Bulkhead.of(name(key), bulkheadConfig(settings));
        metrics.add(key, bulkhead, breaker);
        breaker.ifPresent(watched -> monitor.watch(key, watched));

        GuardedBackend guarded = new NotingBackend(
                new FallbackBackend(new TimeLimiterBackend(backend, settings.timeoutDuration(), timers, clock)));
        if (breaker.isPresent()) {
            guarded = new CircuitBreakerBackend(guarded, breaker.get(), settings.waitDurationInOpenState(), clock);
        }
        if (repeatable && settings.maxAttempts() > 1) {
            Retry retry = Retry.of(name(key), retryConfig(settings));
            guarded = new RetryBackend(guarded, retry, metrics.retries(key), timers, clock);
        }
        return new MonitoredBackend(
                new BulkheadBackend(guarded, bulkhead), repeatable, () -> metrics.remove(key, bulkhead, breaker));
    }

    private static CircuitBreakerConfig circuitBreakerConfig(GuardProperties settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        settings.slidingWindowSize(),
                        settings.minimumNumberOfCalls(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(settings.failureRateThreshold())
                .slowCallDurationThreshold(settings.slowCallDurationThreshold())
                .slowCallRateThreshold(settings.slowCallRateThreshold())
                .waitDurationInOpenState(settings.waitDurationInOpenState())
                .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                .maxWaitDurationInHalfOpenState(MAX_WAIT_DURATION_IN_HALF_OPEN_STATE)
                .recordResult(outcome -> outcome instanceof Unavailable unavailable && unavailable.isOutage())
                .build();
    }

    private static BulkheadConfig bulkheadConfig(GuardProperties settings) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxConcurrentCalls())
                .maxWaitDuration(Duration.ZERO)
                // Its exception becomes an outcome at once, so its stack trace would be filled in for nothing.
                .writableStackTraceEnabled(false)
                .build();
    }

    private static RetryConfig retryConfig(GuardProperties settings) {
        return RetryConfig.<SsoOutcome>custom()
                .maxAttempts(settings.maxAttempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                        settings.waitDuration(), BACKOFF_MULTIPLIER, RANDOMIZATION_FACTOR))
                .retryOnResult(BackendGuard::isWorthRetrying)
                .failAfterMaxAttempts(false)
                .build();
    }

    /**
     * A breaker that is open now is still open when the retry would be due, and what concerns one request is the same the next
     * time.
     */
    private static boolean isWorthRetrying(SsoOutcome outcome) {
        return outcome instanceof Unavailable unavailable
                && unavailable.isOutage()
                && !unavailable.reason().equals(GuardReason.BREAKER_OPEN.code());
    }

    private static String name(Key key) {
        return key.tenantId() + "/" + key.authServiceId();
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
