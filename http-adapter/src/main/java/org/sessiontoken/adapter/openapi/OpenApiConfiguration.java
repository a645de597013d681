package org.sessiontoken.adapter.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves the HTTP contract. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    @Bean
    OpenApiEndpoint openApiEndpoint() {
        return new OpenApiEndpoint();
    }
}
