package org.sessiontoken.broker.guard;

import io.github.resilience4j.retry.Retry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Asks again after an outage, with a varied wait, as long as there is time left to wait and to be answered. */
final class RetryingBackend implements SsoBackend {

    private final SsoBackend backend;
    private final Retry retry;
    private final ScheduledExecutorService timers;
    private final Clock clock;

    RetryingBackend(SsoBackend backend, Retry retry, ScheduledExecutorService timers, Clock clock) {
        this.backend = backend;
        this.retry = retry;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return attempt(request, retry.asyncContext());
    }

    private CompletionStage<SsoOutcome> attempt(SsoRequest request, Retry.AsyncContext<SsoOutcome> attempts) {
        return backend.authenticate(request).thenCompose(outcome -> {
            long waitMs = attempts.onResult(outcome);
            boolean again = waitMs >= 0 && clock.instant().plusMillis(waitMs).isBefore(request.deadline());
            return again ? later(waitMs, request, attempts) : CompletableFuture.completedFuture(outcome);
        });
    }

    private CompletionStage<SsoOutcome> later(
            long waitMs, SsoRequest request, Retry.AsyncContext<SsoOutcome> attempts) {
        CompletableFuture<SsoOutcome> answer = new CompletableFuture<>();
        timers.schedule(
                () -> attempt(request, attempts).whenComplete((outcome, bug) -> {
                    if (bug == null) {
                        answer.complete(outcome);
                    } else {
                        answer.completeExceptionally(bug);
                    }
                }),
                Duration.ofMillis(waitMs).toNanos(),
                TimeUnit.NANOSECONDS);
        return answer;
    }

    @Override
    public void close() {
        backend.close();
    }
}
