package org.sessiontoken.broker.authservice;

import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Finds auth services for requests. */
@FunctionalInterface
public interface AuthServiceFinder {

    /** The auth service of a tenant with this name. */
    Optional<AuthService> find(TenantId tenantId, AuthServiceId authServiceId);
}
