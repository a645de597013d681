package org.sessiontoken.broker.guard;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.background.Timers;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/**
 * Waits for the backend until its time limit or until the request's deadline, whichever is sooner. What the backend says
 * after that is discarded.
 *
 * <p>Resilience4j's {@code TimeLimiter} has one limit for all calls, so it cannot keep a request's deadline; it sets a timer
 * for every call, also for those of a backend that answers at once; and it ends the backend's own future, which several
 * requests may be waiting for.
 */
final class TimeLimiterBackend implements SsoBackend {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final SsoOutcome TIMED_OUT = new Unavailable(GuardReason.BACKEND_TIMED_OUT.code(), RETRY_AFTER);
    private static final SsoOutcome CUT_SHORT =
            Unavailable.ofThisRequest(GuardReason.DEADLINE_TOO_SOON.code(), RETRY_AFTER);

    private final SsoBackend backend;
    private final Duration timeout;
    private final Timers timers;
    private final Clock clock;

    TimeLimiterBackend(SsoBackend backend, Duration timeout, Timers timers, Clock clock) {
        this.backend = backend;
        this.timeout = timeout;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        // A future of our own, whatever kind of stage the backend returns: it completes once, and may be completed
        // here.
        CompletableFuture<SsoOutcome> answer = new CompletableFuture<>();
        CompletionStage<SsoOutcome> stage = backend.authenticate(request);
        if (stage == null) {
            // FallbackBackend, which wraps this guard, logs that the backend answered null. A NullPointerException from
            // here would point at this class.
            answer.complete(null);
            return answer;
        }
        CompletionStage<?> untyped = stage;
        untyped.whenComplete((outcome, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (outcome == null || outcome instanceof SsoOutcome) {
                answer.complete((SsoOutcome) outcome);
            } else {
                // The backend's code may be compiled with unchecked casts.
                answer.completeExceptionally(
                        new ClassCastException(outcome.getClass().getName()));
            }
        });
        // A backend that computes its answer has completed it by now, and needs no timer.
        if (!answer.isDone()) {
            limit(answer, request);
        }
        return answer;
    }

    private void limit(CompletableFuture<SsoOutcome> answer, SsoRequest request) {
        Duration remaining = Duration.between(clock.instant(), request.deadline());
        boolean deadlineFirst = remaining.compareTo(timeout) < 0;
        Future<?> timer = timers.schedule(
                () -> answer.complete(deadlineFirst ? CUT_SHORT : TIMED_OUT),
                (deadlineFirst ? remaining : timeout).toNanos(),
                TimeUnit.NANOSECONDS);
        answer.whenComplete((outcome, failure) -> timer.cancel(false));
    }

    @Override
    public void close() {
        backend.close();
    }
}
