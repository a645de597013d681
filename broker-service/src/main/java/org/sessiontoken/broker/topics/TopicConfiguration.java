package org.sessiontoken.broker.topics;

import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.lifecycle.Development;
import org.sessiontoken.answering.topics.NeededTopics;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Beans that say which topics there are to be. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
public class TopicConfiguration {

    @Bean
    NeededTopics topicsOfTheBroker(
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
        return new BrokerTopics(properties, lifetime.max(), requestorKeys.owners(), development.development()).needed();
    }

    @Bean
    NewTopics brokerTopics(NeededTopics topics) {
        return new NewTopics(topics.creations().toArray(NewTopic[]::new));
    }
}
