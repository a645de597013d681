package org.sessiontoken.event;

import java.time.Instant;
import java.util.Objects;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * The circuit breaker of an auth service changed its state on one broker instance.
 *
 * @param tenantId the tenant that has the auth service
 * @param authServiceId the ID by which requests name the auth service
 * @param from the state before the change
 * @param to the state after the change
 * @param changedAt when the state changed
 * @param instance the broker instance; each instance has its own breakers
 */
public record BreakerChanged(
        TenantId tenantId,
        AuthServiceId authServiceId,
        BreakerState from,
        BreakerState to,
        Instant changedAt,
        String instance) {

    /** Refuses a missing part. */
    public BreakerChanged {
        Objects.requireNonNull(tenantId, "tenantId is missing");
        Objects.requireNonNull(authServiceId, "authServiceId is missing");
        Objects.requireNonNull(from, "from is missing");
        Objects.requireNonNull(to, "to is missing");
        Objects.requireNonNull(changedAt, "changedAt is missing");
        Objects.requireNonNull(instance, "instance is missing");
    }
}
