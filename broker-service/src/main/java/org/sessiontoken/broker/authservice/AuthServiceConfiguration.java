package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.broker.keys.KeyFiles;
import org.sessiontoken.broker.reply.EventPublisher;
import org.sessiontoken.broker.topics.TopicInitializer;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that know the auth services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthServiceProperties.class)
public class AuthServiceConfiguration {

    @Bean
    AuthServiceReload authServiceReload(
            AuthServiceProperties properties,
            ObjectProvider<SsoBackendFactory> factories,
            BackendGuard guard,
            KeyFiles keyFiles,
            Environment environment,
            MeterRegistry meters) {
        return new AuthServiceReload(
                properties,
                new AuthServiceAssembly(new BackendTypes(factories), guard, keyFiles.development()),
                environment,
                meters);
    }

    @Bean
    AuthServiceDirectory authServiceDirectory(AuthServiceReload reload) {
        return reload.directory();
    }

    @Bean
    CataloguePublication cataloguePublication(
            ConsumerFactory<?, ?> connection,
            EventPublisher publisher,
            Clock clock,
            TopicInitializer topics,
            AuthServiceReload reload) {
        CataloguePublication publication =
                new CataloguePublication(connection.getConfigurationProperties(), publisher, clock, reload.directory());
        topics.created().thenRun(publication::publishSoon);
        reload.onChange(publication::publishSoon);
        return publication;
    }
}
