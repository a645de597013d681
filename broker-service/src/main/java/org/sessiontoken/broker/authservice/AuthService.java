package org.sessiontoken.broker.authservice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.broker.guard.BackendCalls;
import org.sessiontoken.broker.guard.GuardedBackend;
import org.sessiontoken.broker.guessing.FailureLimits;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.AuthServiceDescribed.Operation;
import org.sessiontoken.event.OperationName;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;

/**
 * An auth service that requests can name.
 *
 * @param key its tenant and its name
 * @param backend its backend with the guards around it
 * @param tokenTtl how long its session tokens are valid
 * @param rateLimit how many requests it takes
 * @param failureLimits how many wrong credentials it accepts; empty if they are not throttled
 * @param displayAttributes what clients show of it, such as a name and a logo
 */
public record AuthService(
        AuthServiceCodec.Key key,
        GuardedBackend backend,
        Duration tokenTtl,
        RateLimit rateLimit,
        Optional<FailureLimits> failureLimits,
        Map<String, String> displayAttributes) {

    /** Asks the backend, and notes how often it was called and when. */
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
        return backend.authenticate(request, calls);
    }

    /** Whether it may be asked about the same request twice without harm. */
    public boolean isRepeatable() {
        return backend.repeatable();
    }

    /** Its entry in the catalogue. */
    AuthServiceDescribed description() {
        return new AuthServiceDescribed(
                key.tenantId(),
                key.authServiceId(),
                displayAttributes,
                List.of(new Operation(OperationName.GET_SESSION_TOKEN, backend.parameters())),
                isRepeatable(),
                rateLimit.requestsPerSecond());
    }
}
