package org.sessiontoken.adapter.discovery;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up once the catalogue has been read, so that service discovery can be answered. */
final class CatalogueHealth implements HealthIndicator {

    private final Catalogue catalogue;

    CatalogueHealth(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Health health() {
        return (catalogue.isRead() ? Health.up() : Health.outOfService()).build();
    }
}
