package org.sessiontoken.broker.guard;

import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;

/**
 * A backend within guards that may call it more than once for a request, or not at all: whoever asks gets the calls noted, since
 * the outcome does not tell of them.
 */
public interface GuardedBackend extends SsoBackend {

    /** As {@link #authenticate(SsoRequest)}, and notes each call of the backend. */
    CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls);

    @Override
    default CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return authenticate(request, new BackendCalls());
    }
}
