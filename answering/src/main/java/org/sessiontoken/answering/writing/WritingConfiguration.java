package org.sessiontoken.answering.writing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Beans that write to Kafka. */
@Configuration(proxyBeanMethods = false)
public class WritingConfiguration {

    @Bean
    KafkaTime kafkaTime(Clock clock) {
        return new KafkaTime(clock, System::nanoTime);
    }

    @Bean
    DeliveryTime deliveryTime(ProducerFactory<?, ?> connection) {
        return new DeliveryTime(ProducerSettings.onTheWay(connection.getConfigurationProperties()));
    }

    @Bean
    EventPublisher eventPublisher(
            ProducerFactory<?, ?> connection,
            KafkaTime time,
            TopicMonitor topics,
            MeterRegistry meters,
            BackgroundTasks tasks) {
        Map<String, Object> properties = ProducerSettings.on(connection.getConfigurationProperties());
        EventPublisher publisher = new EventPublisher(
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                time,
                topics.names(),
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
