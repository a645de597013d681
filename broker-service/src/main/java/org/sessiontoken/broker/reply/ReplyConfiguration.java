package org.sessiontoken.broker.reply;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.broker.topics.TopicMonitor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Beans that write to Kafka. */
@Configuration(proxyBeanMethods = false)
public class ReplyConfiguration {

    @Bean
    EventPublisher eventPublisher(
            ProducerFactory<?, ?> connection, TopicMonitor topics, MeterRegistry meters, BackgroundTasks tasks) {
        Map<String, Object> properties = ProducerSettings.on(connection.getConfigurationProperties());
        EventPublisher publisher = new EventPublisher(
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                meters,
                tasks);
        topics.onReplaced(topic -> publisher.topicReplaced());
        return publisher;
    }

    /** Up while Kafka takes what is written: a reply that it does not take answers nobody. */
    @Bean
    HealthIndicator writesHealthIndicator(EventPublisher publisher) {
        return () -> publisher.isWriting()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
