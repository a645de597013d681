package org.sessiontoken.broker.topics;

import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Beans that watch the topics and create those that are missing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
public class TopicConfiguration {

    @Bean
    NewTopics brokerTopics(TopicProperties properties, KeyRing requestorKeys, RequestLifetime lifetime) {
        if (properties.requestRetention().compareTo(lifetime.max()) < 0) {
            throw new InvalidConfigurationException("ags.broker.topics.request-retention must be at least "
                    + DurationText.of(lifetime.max())
                    + ", which is ags.broker.max-deadline and ags.broker.requestor-clock-skew together, and it is "
                    + DurationText.of(properties.requestRetention())
                    + ": Kafka would delete requests that are still to be answered");
        }
        return new NewTopics(
                new BrokerTopics(properties, requestorKeys.owners()).all().toArray(NewTopic[]::new));
    }

    @Bean
    TopicMonitor topicMonitor(
            KafkaAdmin admin, TopicProperties properties, KeyRing requestorKeys, BackgroundTasks tasks) {
        // With auto-create, KafkaAdmin would create the topics during the start and block it while Kafka is
        // unreachable.
        admin.setAutoCreate(false);
        return new TopicMonitor(
                admin,
                new BrokerTopics(properties, requestorKeys.owners())
                        .all().stream().map(NewTopic::name).collect(Collectors.toSet()),
                () -> Admin.create(admin.getConfigurationProperties()),
                tasks);
    }

    /** Up while Kafka answers and all topics are there: without them a request would not be answered. */
    @Bean
    HealthIndicator topicsHealthIndicator(TopicMonitor topics) {
        return () -> topics.isComplete()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
