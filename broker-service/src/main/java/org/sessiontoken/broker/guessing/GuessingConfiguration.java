package org.sessiontoken.broker.guessing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.sessiontoken.answering.writing.EventPublisher;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.broker.issuing.DerivedKeys;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that throttle wrong credentials. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GuessingProperties.class)
public class GuessingConfiguration {

    private static final String PURPOSE = "credential-failures";

    @Bean
    FailureThrottle failureThrottle(FailureCounts counts, DerivedKeys keys, MeterRegistry meters) {
        Gauge.builder(Metric.FAILURE_KEYS.meterName(), counts, FailureCounts::size)
                .description(Metric.FAILURE_KEYS.description())
                .register(meters);
        return new FailureThrottle(counts, () -> new FailureKeys(keys.of(PURPOSE)), meters);
    }

    @Bean
    UntoldCounts untoldCounts() {
        return new UntoldCounts();
    }

    @Bean
    FailureCounts failureCounts(GuessingProperties properties, UntoldCounts untold) {
        return new FailureCounts(properties.window(), System::nanoTime, untold);
    }

    @Bean
    FailureExchange failureExchange(
            ConsumerFactory<?, ?> connection,
            EventPublisher publisher,
            FailureCounts counts,
            UntoldCounts untold,
            TopicMonitor topics,
            Clock clock,
            BackgroundTasks tasks) {
        Map<String, Object> settings = GrouplessConsumers.settings(connection.getConfigurationProperties());
        String writer = UUID.randomUUID().toString();
        FailureReader reader = new FailureReader(
                () -> GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                counts,
                writer,
                clock);
        FailureExchange exchange = new FailureExchange(
                reader,
                tasks.register(new BackgroundTask("failure-reader", reader)),
                tasks.register(new BackgroundTask(
                        "failure-writer", new FailureWriter(writer, untold, publisher::publish, clock))));
        topics.created().thenRun(exchange::begin);
        topics.onReplaced(exchange::topicReplaced);
        return exchange;
    }
}
