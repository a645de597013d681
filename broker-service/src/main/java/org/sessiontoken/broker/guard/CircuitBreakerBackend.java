package org.sessiontoken.broker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/**
 * Stops calling a backend that fails or is slow too often: while its circuit breaker is open, the answer is
 * {@code unavailable} at once, with the time until calls are permitted again.
 *
 * <p>Nothing that a request can cause may open the breaker for all others. So an {@code unavailable} that is no outage is not
 * counted, such as an account with odd data or a call that the request's own deadline cut short; and a slow refusal counts as
 * a quick one, since many logins wait on purpose before they answer a wrong password. That is why the permission is handled here
 * and not by Resilience4j's decorator, which counts every result. The decorator also leaves a permission of the
 * half-open state unreturned when a call ends with an {@link Error}; here every call ends with an outcome, since a
 * {@link FallbackBackend} stands inside.
 */
final class CircuitBreakerBackend implements GuardedBackend {

    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

    private final GuardedBackend backend;
    private final CircuitBreaker breaker;
    private final Duration waitDurationInOpenState;
    private final Clock clock;
    private volatile Instant openUntil = Instant.MIN;

    CircuitBreakerBackend(
            GuardedBackend backend, CircuitBreaker breaker, Duration waitDurationInOpenState, Clock clock) {
        this.backend = backend;
        this.breaker = breaker;
        this.waitDurationInOpenState = waitDurationInOpenState;
        this.clock = clock;
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(waitDurationInOpenState);
            }
        });
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.completedFuture(new Unavailable(GuardReason.BREAKER_OPEN.code(), retryAfter()));
        }
        long started = breaker.getCurrentTimestamp();
        return backend.authenticate(request, calls).whenComplete((outcome, never) -> record(outcome, started));
    }

    private void record(@Nullable SsoOutcome outcome, long started) {
        if (outcome instanceof Unavailable unavailable && !unavailable.isOutage()) {
            breaker.releasePermission();
        } else {
            long duration = isRefusal(outcome) ? 0 : breaker.getCurrentTimestamp() - started;
            breaker.onResult(duration, breaker.getTimestampUnit(), outcome);
        }
    }

    private static boolean isRefusal(@Nullable SsoOutcome outcome) {
        return outcome instanceof Unauthorised || outcome instanceof Forbidden || outcome instanceof Invalid;
    }

    /** At least a second: while trial calls are under way the wait is over, but their result is not known yet. */
    private Duration retryAfter() {
        Duration remaining = Duration.between(clock.instant(), openUntil);
        if (remaining.compareTo(MIN_RETRY_AFTER) < 0) {
            return MIN_RETRY_AFTER;
        }
        return remaining.compareTo(waitDurationInOpenState) > 0 ? waitDurationInOpenState : remaining;
    }

    @Override
    public void close() {
        backend.close();
    }
}
