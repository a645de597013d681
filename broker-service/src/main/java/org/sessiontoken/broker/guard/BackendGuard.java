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

    private final BreakerWatch watch;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timers;

    BackendGuard(BreakerWatch watch, Clock clock) {
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
    public SsoBackend around(SsoBackend backend, Key key, GuardSettings settings) {
        SsoBackend limited = new TimeLimitedBackend(backend, settings.timeLimit(), timers, clock);
        SsoBackend guarded =
                new BugProofBackend(backend.limitsItself() ? limited : withBreaker(limited, key, settings));
        if (backend.repeatable() && settings.attempts() > 1) {
            guarded = new RetryingBackend(guarded, retry(key, settings), timers, clock);
        }
        return new BulkheadBackend(guarded, bulkhead(key, settings));
    }

    private SsoBackend withBreaker(SsoBackend backend, Key key, GuardSettings settings) {
        CircuitBreaker breaker = breaker(key, settings);
        watch.watch(key, breaker);
        return new WatchedBackend(
                new BreakerGuardedBackend(backend, breaker, settings.openFor(), clock),
                () -> watch.forget(key, breaker));
    }

    private static CircuitBreaker breaker(Key key, GuardSettings settings) {
        return CircuitBreaker.of(
                name(key),
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                settings.window(),
                                settings.leastCalls(),
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failureRate())
                        .slowCallDurationThreshold(settings.slowCall())
                        .slowCallRateThreshold(settings.slowCallRate())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                        // Trials that never end, because nobody asks, must not keep the breaker half open for ever.
                        .maxWaitDurationInHalfOpenState(Duration.ofMinutes(1))
                        .build());
    }

    private static Bulkhead bulkhead(Key key, GuardSettings settings) {
        return Bulkhead.of(
                name(key),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.mostInFlight())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    private static Retry retry(Key key, GuardSettings settings) {
        return Retry.of(
                name(key),
                RetryConfig.<SsoOutcome>custom()
                        .maxAttempts(settings.attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(settings.retryWait(), 2.0, 0.5))
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
