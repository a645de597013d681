package org.sessiontoken.adapter.openapi;

import org.sessiontoken.adapter.sessiontoken.SignOnProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves the HTTP contract. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    @Bean
    OpenApiEndpoint openApiEndpoint(SignOnProperties signOn) {
        return new OpenApiEndpoint(signOn.enabled());
    }
}
