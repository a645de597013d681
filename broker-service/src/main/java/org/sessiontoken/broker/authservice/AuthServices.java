package org.sessiontoken.broker.authservice;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** The configured auth services, found by tenant and name. Immutable; safe for all threads. */
public final class AuthServices implements AutoCloseable {

    private final Map<Key, AuthService> services;

    AuthServices(List<AuthService> services) {
        Map<Key, AuthService> byKey = new HashMap<>();
        for (AuthService service : services) {
            if (byKey.put(service.key(), service) != null) {
                throw new IllegalArgumentException(
                        "ags.broker.auth-services must have '" + service.key().authServiceId() + "' of tenant '"
                                + service.key().tenantId() + "' only once");
            }
        }
        this.services = Map.copyOf(byKey);
    }

    /** A tenant's auth service of this name. */
    public Optional<AuthService> find(TenantId tenantId, AuthServiceId authServiceId) {
        return Optional.ofNullable(services.get(new Key(tenantId, authServiceId)));
    }

    Collection<AuthService> all() {
        return services.values();
    }

    @Override
    public void close() {
        services.values().forEach(service -> service.backend().close());
    }
}
