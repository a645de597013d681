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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Unavailable;

/** Puts the guards around a backend: each auth service has its own, and none is shared. */
public final class BackendGuard implements AutoCloseable {

    private final CircuitBreakerMonitor watch;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timers;

    BackendGuard(CircuitBreakerMonitor watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
        this.timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "guard-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
    }

    /** The backend of an auth service, guarded: without a breaker if it limits itself. Closing it closes the backend. */
    public SsoBackend around(SsoBackend backend, Key key, GuardProperties settings) {
        SsoBackend limited = new TimeLimitedBackend(backend, settings.timeoutDuration(), timers, clock);
        SsoBackend guarded =
                new BugProofBackend(backend.limitsItself() ? limited : withBreaker(limited, key, settings));
        if (backend.repeatable() && settings.maxAttempts() > 1) {
            guarded = new RetryingBackend(guarded, retry(key, settings), timers, clock);
        }
        return new BulkheadBackend(guarded, bulkhead(key, settings));
    }

    private SsoBackend withBreaker(SsoBackend backend, Key key, GuardProperties settings) {
        CircuitBreaker breaker = breaker(key, settings);
        watch.watch(key, breaker);
        return new MonitoredBackend(
                new BreakerGuardedBackend(backend, breaker, settings.waitDurationInOpenState(), clock),
                () -> watch.forget(key, breaker));
    }

    private static CircuitBreaker breaker(Key key, GuardProperties settings) {
        return CircuitBreaker.of(
                name(key),
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                settings.slidingWindowSize(),
                                settings.minimumNumberOfCalls(),
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failureRateThreshold())
                        .slowCallDurationThreshold(settings.slowCallDurationThreshold())
                        .slowCallRateThreshold(settings.slowCallRateThreshold())
                        .waitDurationInOpenState(settings.waitDurationInOpenState())
                        .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                        // Trials that never end, because nobody asks, must not keep the breaker half open for ever.
                        .maxWaitDurationInHalfOpenState(Duration.ofMinutes(1))
                        .build());
    }

    private static Bulkhead bulkhead(Key key, GuardProperties settings) {
        return Bulkhead.of(
                name(key),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.maxConcurrentCalls())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    private static Retry retry(Key key, GuardProperties settings) {
        return Retry.of(
                name(key),
                RetryConfig.<SsoOutcome>custom()
                        .maxAttempts(settings.maxAttempts())
                        .intervalFunction(
                                IntervalFunction.ofExponentialRandomBackoff(settings.waitDuration(), 2.0, 0.5))
                        .retryOnResult(BackendGuard::mayPass)
                        .failAfterMaxAttempts(false)
                        .build());
    }

    /** An open breaker will not have closed by the time of a retry. */
    private static boolean mayPass(SsoOutcome outcome) {
        return outcome instanceof Unavailable unavailable
                && !unavailable.reason().equals(GuardReason.BREAKER_OPEN.code());
    }

    static String name(Key key) {
        return key.tenantId() + "/" + key.authServiceId();
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
