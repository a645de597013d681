package org.sessiontoken.broker.topics;

import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.broker.guard.RequestLifetime;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Beans that create topics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
public class TopicConfiguration {

    @Bean
    NewTopics brokerTopics(TopicProperties properties, RequestLifetime lifetime) {
        if (properties.requestRetention().compareTo(lifetime.max()) < 0) {
            throw new InvalidConfigurationException("ags.broker.topics.request-retention must be at least "
                    + DurationText.of(lifetime.max())
                    + ", which is ags.broker.max-deadline and ags.broker.requestor-clock-skew together, and it is "
                    + DurationText.of(properties.requestRetention())
                    + ": Kafka would delete requests that are still to be answered");
        }
        return new NewTopics(new BrokerTopics(properties).all().toArray(NewTopic[]::new));
    }

    @Bean
    TopicInitializer topicInitializer(KafkaAdmin admin, TopicProperties properties, BackgroundTasks tasks) {
        // With auto-create, KafkaAdmin would create the topics during the start and block it while Kafka is
        // unreachable.
        admin.setAutoCreate(false);
        return new TopicInitializer(
                admin,
                new BrokerTopics(properties).all().stream().map(NewTopic::name).collect(Collectors.toSet()),
                () -> Admin.create(admin.getConfigurationProperties()),
                tasks);
    }
}
