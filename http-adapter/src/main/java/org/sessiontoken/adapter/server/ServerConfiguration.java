package org.sessiontoken.adapter.server;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat use {@link AdapterProtocol}, and closes its connections gracefully. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionProperties.class)
public class ServerConfiguration {

    @Bean
    ConnectionDrain connectionDrain(ConnectionProperties properties) {
        return new ConnectionDrain(properties.shutdownGracePeriod());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> adapterProtocol(
            ConnectionProperties properties, ConnectionDrain drain) {
        return factory -> {
            factory.setProtocol(AdapterProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                AdapterProtocol protocol = (AdapterProtocol) connector.getProtocolHandler();
                protocol.setMaxConnectionsPerAddress(properties.maxConnectionsPerAddress());
                drain.setProtocol(protocol);
            });
        };
    }
}
