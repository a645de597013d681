package org.sessiontoken.broker.authservice;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.files.FileStates;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** The auth services that are configured at one time, by tenant and name. Immutable; safe for all threads. */
final class AuthServices {

    private final Map<Key, Configured> services;

    /**
     * Auth services.
     *
     * @throws IllegalArgumentException if two have the same tenant and name; the message begins with the path of the second
     */
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

    /** Whether this very auth service is among them. */
    boolean contains(AuthService service) {
        return configured(service.key())
                .filter(found -> found.service() == service)
                .isPresent();
    }

    /**
     * An auth service and its configuration.
     *
     * @param path the path of its configuration, for messages
     * @param entry its configuration
     * @param files the states of the files that its backend has read
     * @param service the auth service
     */
    record Configured(String path, AuthServiceProperties.Entry entry, FileStates files, AuthService service) {

        /** Whether neither the configuration nor a file has changed. */
        boolean isStill(AuthServiceProperties.Entry other) {
            return entry.equals(other) && files.isCurrent();
        }

        void close() {
            service.backend().close();
        }
    }
}
