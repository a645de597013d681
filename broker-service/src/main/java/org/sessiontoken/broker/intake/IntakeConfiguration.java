package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.stream.IntStream;
import org.sessiontoken.broker.answering.RequestAnswering;
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
    IntakeLifecycle intakeLifecycle(
            ConsumerFactory<?, ?> connection, IntakeProperties properties, RequestWork work, TopicCreation topics) {
        return new IntakeLifecycle(
                topics,
                IntStream.range(0, properties.consumers())
                        .mapToObj(i -> new RequestIntake(
                                connection.getConfigurationProperties(), properties, work, "request-intake-" + i))
                        .toList());
    }

    @Bean
    RequestWork requestWork(
            RequestAnswering answering,
            IntakeProperties properties,
            KeyFiles keyFiles,
            EventPublisher publisher,
            MeterRegistry meters,
            Clock clock) {
        SealingKey key = new SealingKey(
                DEAD_LETTERS,
                keyFiles.read("ags.broker.intake.dead-letter-keys", properties.deadLetterKeys())
                        .get(0));
        return new RequestWork(answering, new DeadLetters(key, meters), publisher, new OutcomeMetrics(meters), clock);
    }

    /** Up when this instance is in its group; that an auth service is down drains no instance. */
    @Bean
    HealthIndicator intakeHealthIndicator(IntakeLifecycle intake) {
        return () -> intake.isConsuming()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
