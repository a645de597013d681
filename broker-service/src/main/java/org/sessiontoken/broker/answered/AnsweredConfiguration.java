package org.sessiontoken.broker.answered;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.broker.topics.TopicMonitor;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that look for outcomes. */
@Configuration(proxyBeanMethods = false)
public class AnsweredConfiguration {

    @Bean
    OutcomeLookup outcomeLookup(
            ConsumerFactory<?, ?> connection, TopicMonitor topics, MeterRegistry meters, BackgroundTasks tasks) {
        Map<String, Object> settings = TailSettings.on(connection.getConfigurationProperties());
        OutcomeLookup lookup = new OutcomeLookup(
                () -> new OutcomeTail(
                        consumer(settings), () -> consumer(SkippingReader.singleRecordSettings(settings))),
                meters,
                tasks);
        topics.onReplaced(topic -> lookup.topicReplaced());
        return lookup;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
