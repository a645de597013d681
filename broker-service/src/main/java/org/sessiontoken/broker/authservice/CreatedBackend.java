package org.sessiontoken.broker.authservice;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.background.Timers;
import org.sessiontoken.broker.outbound.BackendHttp;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.ParameterProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A backend together with the HTTP that was opened for it. Closing it closes both, and never fails.
 *
 * <p>The backend is foreign code. It describes itself once, when it is made, so that no later call can fail but
 * {@link #authenticate}, which the guards are for.
 */
final class CreatedBackend implements SsoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(CreatedBackend.class);

    private static final long MAX_CLOSE_SECONDS = 2;

    private final Key key;
    private final SsoBackend backend;
    private final BackendHttp http;
    private final List<ParameterProperty> parameters;
    private final boolean repeatable;
    private final boolean limitsItself;
    private final boolean checksSignatures;

    /** Asks the backend to describe itself; whatever it throws is thrown. */
    CreatedBackend(Key key, SsoBackend backend, BackendHttp http) {
        this.key = key;
        this.backend = backend;
        this.http = http;
        this.parameters = List.copyOf(backend.parameters());
        this.repeatable = backend.repeatable();
        this.limitsItself = backend.limitsItself();
        this.checksSignatures = backend.checksSignatures();
    }

    @Override
    public List<ParameterProperty> parameters() {
        return parameters;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public boolean limitsItself() {
        return limitsItself;
    }

    @Override
    public boolean checksSignatures() {
        return checksSignatures;
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return backend.authenticate(request);
    }

    @Override
    public void close() {
        close(key, backend);
        http.close();
    }

    /**
     * Closes a backend of foreign code. A failure is logged, and so is a backend that takes longer than 2 seconds: it must
     * not keep the service from stopping.
     */
    static void close(Key key, SsoBackend backend) {
        Timers closing = new Timers("close-" + key.authServiceId());
        closing.execute(() -> closeOrLog(key, backend));
        closing.shutdown();
        try {
            if (!closing.awaitTermination(MAX_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log(key).log("A backend does not end its close() and is left behind: this is a bug in it");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            closing.shutdownNow();
        }
    }

    private static void closeOrLog(Key key, SsoBackend backend) {
        try {
            backend.close();
        } catch (Throwable failure) {
            log(key).addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                    .log("A backend failed to close: this is a bug in it");
        }
    }

    private static LoggingEventBuilder log(Key key) {
        return LOG.atError()
                .addKeyValue(LogKeys.TENANT_ID, key.tenantId())
                .addKeyValue(LogKeys.AUTH_SERVICE_ID, key.authServiceId());
    }
}
