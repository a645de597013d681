package org.sessiontoken.adapter.discovery;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.value.TenantId;

/**
 * The catalogue as far as it may be told of: nothing until it has been read to its end once, since half a catalogue would
 * pass for a whole one. While it is read anew, what was read before stands.
 */
final class Catalogue {

    private final AtomicReference<@Nullable CatalogueEntries> read = new AtomicReference<>();

    boolean isRead() {
        return read.get() != null;
    }

    /** Tells of these entries from now on, and of what is applied to them later. */
    void tell(CatalogueEntries entries) {
        read.set(entries);
    }

    /** The tenant's auth services, sorted by name. */
    List<AuthServiceDescribed> servicesOf(TenantId tenant) {
        CatalogueEntries entries = read.get();
        return entries == null ? List.of() : entries.servicesOf(tenant);
    }
}
