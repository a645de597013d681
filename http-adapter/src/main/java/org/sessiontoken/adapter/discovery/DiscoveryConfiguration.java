package org.sessiontoken.adapter.discovery;

import org.sessiontoken.adapter.caller.CallerReader;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers service discovery from a catalogue in memory. */
@Configuration(proxyBeanMethods = false)
public class DiscoveryConfiguration {

    @Bean
    Catalogue catalogue() {
        return new Catalogue();
    }

    @Bean
    ServiceDiscoveryEndpoint serviceDiscoveryEndpoint(CallerReader callers, Catalogue catalogue) {
        return new ServiceDiscoveryEndpoint(callers, catalogue);
    }

    @Bean
    HealthIndicator catalogueHealthIndicator(Catalogue catalogue) {
        return new CatalogueHealth(catalogue);
    }
}
