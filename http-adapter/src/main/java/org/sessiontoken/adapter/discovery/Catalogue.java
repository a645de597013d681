package org.sessiontoken.adapter.discovery;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * The auth services that service discovery lists. It is empty until the topic has been read to its end once, since a caller
 * could not tell half a catalogue from a whole one. While the topic is read again, the earlier entries remain.
 */
final class Catalogue {

    private final AtomicReference<@Nullable CatalogueEntries> published = new AtomicReference<>();

    /** Whether the topic has been read to its end. */
    boolean isRead() {
        return published.get() != null;
    }

    /** Lists these entries from now on, with the changes that are applied to them later. */
    void publish(CatalogueEntries entries) {
        published.set(entries);
    }

    /** The tenant's auth services, sorted by name. */
    List<AuthServiceDescribed> servicesOf(TenantId tenant) {
        CatalogueEntries entries = published.get();
        return entries == null ? List.of() : entries.servicesOf(tenant);
    }

    /** Whether the auth service may be asked about the same request twice. */
    boolean isRepeatable(TenantId tenant, AuthServiceId authService) {
        CatalogueEntries entries = published.get();
        return entries != null
                && entries.find(tenant, authService)
                        .map(AuthServiceDescribed::repeatable)
                        .orElse(false);
    }
}
