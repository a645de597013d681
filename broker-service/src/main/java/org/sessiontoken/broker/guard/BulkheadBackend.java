package org.sessiontoken.broker.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Lets so many requests wait for the backend at once and no more, so that a slow one does not use up what others need. */
final class BulkheadBackend implements SsoBackend {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SsoBackend backend;
    private final Bulkhead bulkhead;

    BulkheadBackend(SsoBackend backend, Bulkhead bulkhead) {
        this.backend = backend;
        this.bulkhead = bulkhead;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        if (!bulkhead.tryAcquirePermission()) {
            return CompletableFuture.completedFuture(
                    new SsoOutcome.Unavailable(GuardReason.AUTH_SERVICE_TOO_BUSY.code(), RETRY_AFTER));
        }
        return backend.authenticate(request).whenComplete((outcome, bug) -> bulkhead.onComplete());
    }

    @Override
    public void close() {
        backend.close();
    }
}
