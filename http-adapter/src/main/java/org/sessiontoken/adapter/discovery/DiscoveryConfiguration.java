package org.sessiontoken.adapter.discovery;

import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves service discovery from a catalogue in memory. */
@Configuration(proxyBeanMethods = false)
public class DiscoveryConfiguration {

    @Bean
    Catalogue catalogue() {
        return new Catalogue();
    }

    @Bean
    ServiceDiscoveryEndpoint serviceDiscoveryEndpoint(CommonHeadersReader headers, Catalogue catalogue) {
        return new ServiceDiscoveryEndpoint(headers, catalogue);
    }

    @Bean
    RepeatableAuthServices repeatableAuthServices(Catalogue catalogue) {
        return catalogue::isRepeatable;
    }

    @Bean
    HealthIndicator catalogueHealthIndicator(Catalogue catalogue) {
        return new CatalogueHealth(catalogue);
    }
}
