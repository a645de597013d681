package org.sessiontoken.broker.topics;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Beans that create topics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
public class TopicConfiguration {

    @Bean
    TopicCreation topicCreation(KafkaAdmin admin, TopicProperties properties) {
        return new TopicCreation(admin.getConfigurationProperties(), properties);
    }
}
