package org.sessiontoken.broker.guard;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Notes each call of a backend: how long it took, or how long the guards inside waited for it. */
record NotingBackend(SsoBackend backend) implements GuardedBackend {

    @Override
    public List<ParameterProperty> parameters() {
        return backend.parameters();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
        return calls.note(() -> backend.authenticate(request));
    }

    @Override
    public void close() {
        backend.close();
    }
}
