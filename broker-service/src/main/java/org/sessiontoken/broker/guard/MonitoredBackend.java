package org.sessiontoken.broker.guard;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Removes the meters of a backend's guards when the backend is closed. */
record MonitoredBackend(GuardedBackend backend, boolean repeatable, Runnable removeMeters) implements GuardedBackend {

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
        return backend.authenticate(request, calls);
    }

    @Override
    public void close() {
        removeMeters.run();
        backend.close();
    }
}
