package org.sessiontoken.answering.topics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.clients.admin.Admin;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.Development;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Beans that watch the {@link NeededTopics} of a service and create those that are missing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Development.class)
public class TopicWatchConfiguration {

    @Bean
    DurabilityCheck durabilityCheck(
            KafkaAdmin admin, NeededTopics topics, Development development, ApplicationEventPublisher events) {
        return new DurabilityCheck(
                topics,
                new TopicRequirements(
                        topics, MendingCommands.with(topics.service(), admin.getConfigurationProperties())),
                development.development(),
                why -> events.publishEvent(new StartRefusedEvent(why)),
                System::nanoTime);
    }

    @Bean
    MeterBinder unsafeTopicSettings(DurabilityCheck check) {
        return meters -> Gauge.builder(Metric.BROKER_TOPICS_UNSAFE.meterName(), check, DurabilityCheck::unsafeSettings)
                .description(Metric.BROKER_TOPICS_UNSAFE.description())
                .register(meters);
    }

    @Bean
    TopicMonitor topicMonitor(
            KafkaAdmin admin, NeededTopics topics, DurabilityCheck durability, BackgroundTasks tasks) {
        // With auto-create, KafkaAdmin would create the topics during the start and block it while Kafka is
        // unreachable.
        admin.setAutoCreate(false);
        return new TopicMonitor(
                admin, topics, durability, () -> Admin.create(admin.getConfigurationProperties()), tasks);
    }

    @Bean
    InSyncMargin inSyncMargin(TopicMonitor topics, DurabilityCheck durability) {
        return new InSyncMargin(topics, durability);
    }

    /** Up while Kafka answers and all topics are there: without them a request would not be answered. */
    @Bean
    HealthIndicator topicsHealthIndicator(TopicMonitor topics) {
        return () -> topics.isComplete()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
