package org.sessiontoken.broker.guard;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a backend's bug for an outage, and says where in its code it is. */
final class BugProofBackend implements SsoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(BugProofBackend.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SsoBackend backend;

    BugProofBackend(SsoBackend backend) {
        this.backend = backend;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return backend.authenticate(request).exceptionally(bug -> failed(request, bug));
    }

    /** The failure's message is left out: it may carry a credential. */
    private static SsoOutcome failed(SsoRequest request, Throwable bug) {
        Throwable cause = bug.getCause() == null ? bug : bug.getCause();
        LOG.atError()
                .addKeyValue("correlationId", request.correlationId())
                .addKeyValue("tenantId", request.tenantId())
                .addKeyValue("authServiceId", request.authServiceId())
                .addKeyValue("bug", cause.getClass().getName())
                .addKeyValue("at", cause.getStackTrace().length == 0 ? "" : cause.getStackTrace()[0])
                .log("A backend failed, which is a bug in it");
        return new SsoOutcome.Unavailable(GuardReason.BACKEND_FAILED.code(), RETRY_AFTER);
    }

    @Override
    public void close() {
        backend.close();
    }
}
