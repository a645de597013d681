package org.sessiontoken.broker.guard;

import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sessiontoken.background.Timers;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/**
 * Calls the backend again after an outage, if the wait before the next attempt ends before the request's deadline.
 *
 * <p>Resilience4j's {@code Retry} decides whether to retry and how long to wait. Its decorator for stages is not used: it
 * knows no deadline of a request, and its stage never completes when a later attempt throws in place of returning a stage.
 */
final class RetryBackend implements GuardedBackend {

    private final GuardedBackend backend;
    private final Retry retry;
    private final Counter retries;
    private final Timers timers;
    private final Clock clock;

    RetryBackend(GuardedBackend backend, Retry retry, Counter retries, Timers timers, Clock clock) {
        this.backend = backend;
        this.retry = retry;
        this.retries = retries;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
        return attempt(request, calls, retry.asyncContext());
    }

    private CompletionStage<SsoOutcome> attempt(
            SsoRequest request, BackendCalls calls, Retry.AsyncContext<SsoOutcome> attempts) {
        return backend.authenticate(request, calls).thenCompose(outcome -> {
            long waitMs = attempts.onResult(outcome);
            boolean isInTime = waitMs >= 0 && clock.instant().plusMillis(waitMs).isBefore(request.deadline());
            return isInTime ? retryAfter(waitMs, request, calls, attempts) : CompletableFuture.completedFuture(outcome);
        });
    }

    private CompletionStage<SsoOutcome> retryAfter(
            long waitMs, SsoRequest request, BackendCalls calls, Retry.AsyncContext<SsoOutcome> attempts) {
        retries.increment();
        return CompletableFuture.supplyAsync(
                        () -> attempt(request, calls, attempts),
                        work -> timers.schedule(work, waitMs, TimeUnit.MILLISECONDS))
                .thenCompose(Function.identity());
    }

    @Override
    public void close() {
        backend.close();
    }
}
