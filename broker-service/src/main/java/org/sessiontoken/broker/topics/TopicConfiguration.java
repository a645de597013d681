package org.sessiontoken.broker.topics;

import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.sealing.KeyRing;
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
    NewTopics brokerTopics(TopicProperties properties, KeyRing requestorKeys) {
        return new NewTopics(
                new BrokerTopics(properties, requestorKeys.owners()).all().toArray(NewTopic[]::new));
    }

    @Bean
    TopicInitializer topicInitializer(
            KafkaAdmin admin, TopicProperties properties, KeyRing requestorKeys, BackgroundTasks tasks) {
        // With auto-create, KafkaAdmin would create the topics during the start and block it while Kafka is
        // unreachable.
        admin.setAutoCreate(false);
        return new TopicInitializer(
                admin,
                new BrokerTopics(properties, requestorKeys.owners())
                        .all().stream().map(NewTopic::name).collect(Collectors.toSet()),
                () -> Admin.create(admin.getConfigurationProperties()),
                tasks);
    }
}
