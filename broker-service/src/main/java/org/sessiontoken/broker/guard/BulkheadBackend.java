package org.sessiontoken.broker.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.value.ParameterProperty;

/**
 * Limits how many requests wait for the backend at once, so that a slow backend does not use up what the others need.
 * Resilience4j's decorator releases the permit, however the request ends.
 */
final class BulkheadBackend implements GuardedBackend {

    private static final SsoOutcome FULL =
            new SsoOutcome.Unavailable(GuardReason.AUTH_SERVICE_TOO_BUSY.code(), Duration.ofSeconds(1));

    private final GuardedBackend backend;
    private final Bulkhead bulkhead;

    BulkheadBackend(GuardedBackend backend, Bulkhead bulkhead) {
        this.backend = backend;
        this.bulkhead = bulkhead;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
        return bulkhead.executeCompletionStage(() -> backend.authenticate(request, calls))
                .exceptionally(BulkheadBackend::outcome);
    }

    private static SsoOutcome outcome(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof BulkheadFullException) {
            return FULL;
        }
        throw new CompletionException(cause);
    }

    @Override
    public void close() {
        backend.close();
    }
}
