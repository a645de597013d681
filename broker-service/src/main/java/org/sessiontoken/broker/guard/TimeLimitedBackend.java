package org.sessiontoken.broker.guard;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Waits for the backend no longer than its time limit, nor than the request's deadline. An answer that is late is lost. */
final class TimeLimitedBackend implements SsoBackend {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SsoBackend backend;
    private final Duration limit;
    private final ScheduledExecutorService timers;
    private final Clock clock;

    TimeLimitedBackend(SsoBackend backend, Duration limit, ScheduledExecutorService timers, Clock clock) {
        this.backend = backend;
        this.limit = limit;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        CompletableFuture<SsoOutcome> answer = ask(request).toCompletableFuture();
        // What has answered already, as a backend that only computes does, needs no timer.
        return answer.isDone() ? answer : limited(answer, request);
    }

    private CompletionStage<SsoOutcome> ask(SsoRequest request) {
        try {
            return backend.authenticate(request);
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    private CompletionStage<SsoOutcome> limited(CompletableFuture<SsoOutcome> answer, SsoRequest request) {
        Duration left = Duration.between(clock.instant(), request.deadline());
        boolean hurried = left.compareTo(limit) < 0;
        GuardReason reason = hurried ? GuardReason.DEADLINE_TOO_SOON : GuardReason.BACKEND_TIMED_OUT;
        CompletableFuture<SsoOutcome> limited = answer.copy();
        Future<?> timer = timers.schedule(
                () -> limited.complete(new SsoOutcome.Unavailable(reason.code(), RETRY_AFTER)),
                (hurried ? left : limit).toNanos(),
                TimeUnit.NANOSECONDS);
        limited.whenComplete((outcome, bug) -> timer.cancel(false));
        return limited;
    }

    @Override
    public void close() {
        backend.close();
    }
}
