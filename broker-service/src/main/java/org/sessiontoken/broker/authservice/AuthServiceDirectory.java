package org.sessiontoken.broker.authservice;

import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * Finds auth services for requests. The content is replaced as a whole, so that a request sees either the old configuration
 * or the new one. Safe for all threads.
 */
public final class AuthServiceDirectory {

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
