package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.stream.IntStream;
import org.sessiontoken.broker.evaluation.RequestEvaluator;
import org.sessiontoken.broker.keys.KeyFiles;
import org.sessiontoken.broker.reply.EventPublisher;
import org.sessiontoken.broker.topics.TopicCreation;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that consume requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
public class IntakeConfiguration {

    private static final RequestorName DEAD_LETTERS = new RequestorName("dead-letters");

    @Bean
    RequestConsumers intakeLifecycle(
            ConsumerFactory<?, ?> connection,
            IntakeProperties properties,
            RequestDispatcher work,
            TopicCreation topics) {
        return new RequestConsumers(
                topics,
                IntStream.range(0, properties.consumers())
                        .mapToObj(i -> new RequestConsumer(
                                connection.getConfigurationProperties(), properties, work, "request-intake-" + i))
                        .toList());
    }

    @Bean
    RequestDispatcher requestWork(
            RequestEvaluator answering,
            IntakeProperties properties,
            KeyFiles keyFiles,
            EventPublisher publisher,
            MeterRegistry meters,
            Clock clock) {
        SealingKey key = new SealingKey(
                DEAD_LETTERS,
                keyFiles.read("ags.broker.intake.dead-letter-keys", properties.deadLetterKeys())
                        .get(0));
        return new RequestDispatcher(
                answering, new DeadLetters(key, meters), publisher, new RequestMetrics(meters), clock);
    }

    /** Up when this instance is in its group; that an auth service is down drains no instance. */
    @Bean
    HealthIndicator intakeHealthIndicator(RequestConsumers intake) {
        return () -> intake.isConsuming()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
