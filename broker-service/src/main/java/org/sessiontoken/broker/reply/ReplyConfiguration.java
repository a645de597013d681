package org.sessiontoken.broker.reply;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Beans that write to Kafka. */
@Configuration(proxyBeanMethods = false)
public class ReplyConfiguration {

    @Bean
    EventPublisher eventPublisher(ProducerFactory<?, ?> connection) {
        return new EventPublisher(connection.getConfigurationProperties());
    }
}
