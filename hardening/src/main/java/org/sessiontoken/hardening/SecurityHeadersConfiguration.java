package org.sessiontoken.hardening;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives every answer of an application's server the headers of {@code SecurityHeadersValve}. */
@Configuration(proxyBeanMethods = false)
public class SecurityHeadersConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> securityHeaders() {
        return factory -> factory.addEngineValves(new SecurityHeadersValve());
    }
}
