package org.sessiontoken.broker.topics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.broker.keys.RequestorKeyRing;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.broker.lifecycle.Development;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Beans that watch the topics and create those that are missing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
public class TopicConfiguration {

    @Bean
    BrokerTopics topicsOfTheBroker(
            TopicProperties properties,
            RequestorKeyRing requestorKeys,
            RequestLifetime lifetime,
            Development development) {
        if (properties.requestRetention().compareTo(lifetime.max()) < 0) {
            throw new InvalidConfigurationException("ags.broker.topics.request-retention must be at least "
                    + DurationText.of(lifetime.max())
                    + ", which is ags.broker.max-deadline and ags.broker.requestor-clock-skew together, and it is "
                    + DurationText.of(properties.requestRetention())
                    + ": Kafka would delete requests that are still to be answered");
        }
        return new BrokerTopics(properties, requestorKeys.owners(), development.development());
    }

    @Bean
    NewTopics brokerTopics(BrokerTopics topics) {
        return new NewTopics(topics.all().toArray(NewTopic[]::new));
    }

    @Bean
    DurabilityCheck durabilityCheck(
            KafkaAdmin admin,
            BrokerTopics topics,
            TopicProperties properties,
            RequestLifetime lifetime,
            Development development,
            ApplicationEventPublisher events) {
        return new DurabilityCheck(
                topics.uses(),
                new TopicRequirements(
                        lifetime.max(),
                        properties.replyRetention(),
                        MendingCommands.with(admin.getConfigurationProperties())),
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
            KafkaAdmin admin, BrokerTopics topics, DurabilityCheck durability, BackgroundTasks tasks) {
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
