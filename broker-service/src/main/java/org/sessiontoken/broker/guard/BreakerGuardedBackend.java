package org.sessiontoken.broker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/**
 * Leaves a backend alone that fails or is slow too often: while its breaker is open the answer is {@code unavailable} at
 * once, with the time until calls are let through again.
 *
 * <p>A call that the request's own deadline cut short says nothing of the backend and is not counted: a hasty requestor
 * must not open the breaker for the patient ones.
 */
final class BreakerGuardedBackend implements SsoBackend {

    private final SsoBackend backend;
    private final CircuitBreaker breaker;
    private final Duration openFor;
    private final Clock clock;
    private volatile Instant openUntil = Instant.MIN;

    BreakerGuardedBackend(SsoBackend backend, CircuitBreaker breaker, Duration openFor, Clock clock) {
        this.backend = backend;
        this.breaker = breaker;
        this.openFor = openFor;
        this.clock = clock;
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(openFor);
            }
        });
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.completedFuture(new Unavailable(GuardReason.BREAKER_OPEN.code(), waitLeft()));
        }
        long started = breaker.getCurrentTimestamp();
        return backend.authenticate(request).whenComplete((outcome, bug) -> record(started, outcome, bug));
    }

    private void record(long started, @Nullable SsoOutcome outcome, @Nullable Throwable bug) {
        long took = breaker.getCurrentTimestamp() - started;
        if (bug != null) {
            breaker.onError(took, breaker.getTimestampUnit(), bug);
        } else if (outcome instanceof Unavailable unavailable) {
            if (unavailable.reason().equals(GuardReason.DEADLINE_TOO_SOON.code())) {
                breaker.releasePermission();
            } else {
                breaker.onError(took, breaker.getTimestampUnit(), BackendUnavailable.INSTANCE);
            }
        } else {
            breaker.onSuccess(took, breaker.getTimestampUnit());
        }
    }

    /** At least a second: while trial calls are under way the wait is over and the answer still unknown. */
    private Duration waitLeft() {
        Duration left = Duration.between(clock.instant(), openUntil);
        Duration least = Duration.ofNanos(TimeUnit.SECONDS.toNanos(1));
        return left.compareTo(least) < 0 ? least : left.compareTo(openFor) > 0 ? openFor : left;
    }

    @Override
    public void close() {
        backend.close();
    }

    /** What the breaker is told of an outage; it wants a throwable, and has no use for a trace. */
    private static final class BackendUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final BackendUnavailable INSTANCE = new BackendUnavailable();

        private BackendUnavailable() {
            super("unavailable", null, false, false);
        }
    }
}
