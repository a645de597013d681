package org.sessiontoken.broker.authservice;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Auth services that are configured at one time, found by tenant and name. Immutable; safe for all threads. */
final class AuthServices {

    private final Map<Key, Configured> services;

    AuthServices(List<Configured> services) {
        Map<Key, Configured> byKey = new HashMap<>();
        for (Configured configured : services) {
            Configured other = byKey.put(configured.service().key(), configured);
            if (other != null) {
                throw new IllegalArgumentException(configured.path() + ".auth-service-id: tenant '"
                        + configured.service().key().tenantId() + "' has an auth service '"
                        + configured.service().key().authServiceId() + "' already, at " + other.path());
            }
        }
        this.services = Map.copyOf(byKey);
    }

    Optional<AuthService> find(TenantId tenantId, AuthServiceId authServiceId) {
        return configured(new Key(tenantId, authServiceId)).map(Configured::service);
    }

    Optional<Configured> configured(Key key) {
        return Optional.ofNullable(services.get(key));
    }

    Collection<Configured> all() {
        return services.values();
    }

    /**
     * An auth service and what it was made from.
     *
     * @param path where it stands in the configuration
     * @param entry what is configured
     * @param files the files that its backend read, as they were then
     * @param service what was made
     */
    record Configured(String path, AuthServiceProperties.Entry entry, FileStates files, AuthService service) {

        /** Whether the same would be made again. */
        boolean isStill(AuthServiceProperties.Entry other) {
            return entry.equals(other) && files.isCurrent();
        }
    }
}
