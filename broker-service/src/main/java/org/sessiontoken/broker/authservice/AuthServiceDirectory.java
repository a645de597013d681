package org.sessiontoken.broker.authservice;

import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * Finds auth services for requests. The content is replaced as a whole, so that a request sees either the old configuration
 * or the new one. Safe for all threads.
 */
public final class AuthServiceDirectory implements AuthServiceFinder {

    private volatile AuthServices current;

    AuthServiceDirectory(AuthServices first) {
        this.current = first;
    }

    @Override
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
