package org.sessiontoken.broker.answered;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
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
                        GrouplessConsumers.create(settings),
                        () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings))),
                meters,
                tasks);
        topics.onReplaced(topic -> lookup.beginAnew());
        return lookup;
    }
}
