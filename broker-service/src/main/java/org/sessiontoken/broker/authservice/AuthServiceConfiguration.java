package org.sessiontoken.broker.authservice;

import java.time.Clock;
import org.sessiontoken.broker.keys.KeyFiles;
import org.sessiontoken.broker.reply.EventPublisher;
import org.sessiontoken.broker.topics.TopicCreation;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that know the auth services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthServiceProperties.class)
public class AuthServiceConfiguration {

    @Bean
    AuthServices authServices(
            AuthServiceProperties properties, ObjectProvider<SsoBackendFactory> factories, KeyFiles keyFiles) {
        return new AuthServiceAssembly(factories, keyFiles.development()).assemble(properties);
    }

    @Bean
    CataloguePublication cataloguePublication(
            ConsumerFactory<?, ?> connection,
            EventPublisher publisher,
            Clock clock,
            TopicCreation topics,
            AuthServices services) {
        CataloguePublication publication =
                new CataloguePublication(connection.getConfigurationProperties(), publisher, clock);
        topics.created().thenRun(() -> publication.publish(services));
        return publication;
    }
}
