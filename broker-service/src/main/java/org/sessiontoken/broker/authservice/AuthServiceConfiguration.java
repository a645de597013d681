package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.sessiontoken.answering.writing.EventPublisher;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.broker.guessing.GuessingProperties;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans for the auth services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthServiceProperties.class)
public class AuthServiceConfiguration {

    private static final String RELOAD = "authServiceReloadTask";

    @Bean
    ReplacedAuthServices replacedAuthServices(RequestLifetime lifetime) {
        return new ReplacedAuthServices(lifetime.max());
    }

    @Bean
    AuthServiceReload authServiceReload(
            AuthServiceProperties properties,
            OutboundHttpFactory outbound,
            BackendGuard guard,
            GuessingProperties guessing,
            KeyFiles keyFiles,
            Clock clock,
            Environment environment,
            ResourceLoader resources,
            ReplacedAuthServices replaced,
            RequestLifetime lifetime,
            MeterRegistry meters) {
        try {
            BackendCreator backends =
                    new BackendCreator(discoveredTypes(resources), outbound, keyFiles.development(), clock, meters);
            return new AuthServiceReload(
                    new AuthServiceLoader(
                            properties,
                            new AuthServiceFactory(backends, guard, guessing, lifetime.maxDeadline()),
                            environment),
                    replaced,
                    meters);
        } catch (IllegalArgumentException invalid) {
            throw new InvalidAuthServicesException(String.valueOf(invalid.getMessage()));
        }
    }

    private static BackendTypes discoveredTypes(ResourceLoader resources) {
        return new BackendTypes(new FactoryDiscovery(Objects.requireNonNullElse(
                        resources.getClassLoader(), AuthServiceConfiguration.class.getClassLoader()))
                .factories());
    }

    @Bean
    AuthServiceDirectory authServiceDirectory(AuthServiceReload reload) {
        return reload.directory();
    }

    @Bean
    AuthServiceMetrics authServiceMetrics(AuthServiceReload reload) {
        return reload.metrics();
    }

    @Bean(RELOAD)
    BackgroundTask authServiceReloadTask(AuthServiceReload reload, BackgroundTasks tasks) {
        return tasks.register(new BackgroundTask("auth-service-reload", reload));
    }

    @Bean
    AuthServiceLifecycle authServiceLifecycle(
            @Qualifier(RELOAD) BackgroundTask reload, ReplacedAuthServices replaced, AuthServiceDirectory directory) {
        return new AuthServiceLifecycle(reload, replaced, directory);
    }

    /** Starts once the topics exist: before that, nothing could be written. A catalogue that was deleted is written again. */
    @Bean
    BackgroundTask cataloguePublicationTask(
            ConsumerFactory<?, ?> connection,
            EventPublisher publisher,
            Clock clock,
            TopicMonitor topics,
            AuthServiceReload reload,
            BackgroundTasks tasks) {
        Map<String, Object> settings = GrouplessConsumers.settings(connection.getConfigurationProperties());
        BackgroundTask task = tasks.register(new BackgroundTask(
                "catalogue-publication",
                new CataloguePublisher(
                        () -> GrouplessConsumers.create(settings),
                        () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                        publisher::publish,
                        clock,
                        reload.directory())));
        reload.onChange(task::wakeUp);
        topics.created().thenRun(task::start);
        topics.onReplaced(topic -> {
            if (topic.equals(Topics.AUTH_SERVICES)) {
                task.wakeUp();
            }
        });
        return task;
    }
}
