package org.sessiontoken.broker.guard;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The boundary to foreign code. If the backend throws, even an {@link Error}, or answers null, this guard answers
 * {@code unavailable} instead and logs where in the backend's code the failure is.
 *
 * <p>The guards outside rely on it: each of their calls returns a stage, and each stage completes with an outcome.
 */
final class FallbackBackend implements SsoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackBackend.class);
    private static final SsoOutcome FALLBACK =
            new SsoOutcome.Unavailable(GuardReason.BACKEND_FAILED.code(), Duration.ofSeconds(1));

    private final SsoBackend backend;

    FallbackBackend(SsoBackend backend) {
        this.backend = backend;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        try {
            return backend.authenticate(request)
                    .handle((outcome, failure) -> outcome == null ? fallback(request, failure) : outcome);
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(fallback(request, failure));
        } finally {
            // A backend that leaves the thread interrupted would end the next poll of the request consumer.
            Thread.interrupted();
        }
    }

    /** The failure's message is left out: it may quote a credential. */
    private static SsoOutcome fallback(SsoRequest request, @Nullable Throwable failure) {
        LoggingEventBuilder line = LOG.atError().addKeyValue(LogKeys.CORRELATION_ID, request.correlationId());
        LogLine.with(line, LogKeys.TRACE_ID, request.trace().map(TraceParent::traceId))
                .addKeyValue(LogKeys.TENANT_ID, request.tenantId())
                .addKeyValue(LogKeys.AUTH_SERVICE_ID, request.authServiceId())
                .addKeyValue(LogKeys.EXCEPTION, failure == null ? "none: it answered null" : location(failure))
                .log("A backend failed: this is a bug in it");
        return FALLBACK;
    }

    /** An exception is the backend's code too: the methods of its class may throw. */
    private static String location(Throwable failure) {
        try {
            return Failures.location(failure);
        } catch (Throwable undescribable) {
            return failure.getClass().getName();
        }
    }

    /** Logs a failure to close and does not throw it, so that the caller still closes the other backends. */
    @Override
    public void close() {
        try {
            backend.close();
        } catch (Throwable failure) {
            LOG.atError()
                    .addKeyValue(LogKeys.EXCEPTION, location(failure))
                    .log("A backend failed to close: this is a bug in it");
        }
    }
}
