package org.sessiontoken.broker.authservice;

import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * Finds auth services for requests. The content is replaced as a whole, so that a request sees either the old configuration
 * or the new one. Safe for all threads.
 */
public final class AuthServiceDirectory {

    /**
     * How long a request may use an auth service that it has found here. An auth service that is replaced is closed after
     * this time, so the time from the start of a request to its deadline must be shorter.
     */
    public static final Duration MAX_USE = Duration.ofMinutes(2);

    private volatile AuthServices current;

    AuthServiceDirectory(AuthServices first) {
        this.current = first;
    }

    /** The auth service of a tenant with this name. */
    public Optional<AuthService> find(TenantId tenantId, AuthServiceId authServiceId) {
        return current.find(tenantId, authServiceId);
    }

    AuthServices current() {
        return current;
    }

    void replace(AuthServices next) {
        current = next;
    }
}
