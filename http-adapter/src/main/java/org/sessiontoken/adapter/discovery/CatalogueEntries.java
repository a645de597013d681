package org.sessiontoken.adapter.discovery;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** The auth services of each tenant, by name. Written by one thread, read by all. */
final class CatalogueEntries {

    private final Map<TenantId, NavigableMap<String, AuthServiceDescribed>> byTenant = new ConcurrentHashMap<>();

    /** Stores an entry, or removes the one with this key if the entry is empty. */
    void apply(AuthServiceCodec.Key key, Optional<AuthServiceDescribed> entry) {
        NavigableMap<String, AuthServiceDescribed> services =
                byTenant.computeIfAbsent(key.tenantId(), tenant -> new ConcurrentSkipListMap<>());
        String name = key.authServiceId().value();
        entry.ifPresentOrElse(described -> services.put(name, described), () -> services.remove(name));
    }

    List<AuthServiceDescribed> servicesOf(TenantId tenant) {
        NavigableMap<String, AuthServiceDescribed> services = byTenant.get(tenant);
        return services == null ? List.of() : List.copyOf(services.values());
    }

    Optional<AuthServiceDescribed> find(TenantId tenant, AuthServiceId authService) {
        return Optional.ofNullable(byTenant.get(tenant)).map(services -> services.get(authService.value()));
    }
}
