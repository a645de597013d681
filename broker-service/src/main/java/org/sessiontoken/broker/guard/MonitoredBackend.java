package org.sessiontoken.broker.guard;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Ends the watch over its breaker when it is closed. */
record MonitoredBackend(SsoBackend backend, Runnable endWatch) implements SsoBackend {

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return backend.authenticate(request);
    }

    @Override
    public void close() {
        endWatch.run();
        backend.close();
    }
}
