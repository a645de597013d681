package org.sessiontoken.broker.guessing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Parameters;

/** Makes the check of each request's credential. Safe for all threads. */
@FunctionalInterface
public interface CredentialChecks {

    /** Where nothing is throttled. */
    CredentialChecks UNLIMITED = (service, limits, caller, parameters) -> CredentialCheck.UNLIMITED;

    /**
     * The check of a request's credential.
     *
     * @param limits those of the auth service; empty if nothing is throttled there
     * @param caller the caller's address; if it is not known, nothing is throttled, only counted
     */
    CredentialCheck check(
            AuthServiceCodec.Key service,
            Optional<FailureLimits> limits,
            @Nullable IpAddress caller,
            Parameters parameters);
}
