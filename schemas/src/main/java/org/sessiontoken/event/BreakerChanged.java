package org.sessiontoken.event;

import java.time.Instant;
import java.util.Objects;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * The circuit breaker of an auth service changed its state on one broker instance.
 *
 * @param tenantId whose auth service it is
 * @param authServiceName what requests call it
 * @param from the state before
 * @param to the state after
 * @param changedAt when it changed
 * @param instance the broker instance; each has breakers of its own
 */
public record BreakerChanged(
        TenantId tenantId,
        AuthServiceId authServiceName,
        BreakerState from,
        BreakerState to,
        Instant changedAt,
        String instance) {

    /** Refuses a missing part. */
    public BreakerChanged {
        Objects.requireNonNull(tenantId, "tenantId is missing");
        Objects.requireNonNull(authServiceName, "authServiceName is missing");
        Objects.requireNonNull(from, "from is missing");
        Objects.requireNonNull(to, "to is missing");
        Objects.requireNonNull(changedAt, "changedAt is missing");
        Objects.requireNonNull(instance, "instance is missing");
    }
}
