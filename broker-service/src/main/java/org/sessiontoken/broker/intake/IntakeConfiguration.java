package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.letters.DeadLetterKey;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.InstanceId;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.sessiontoken.answering.writing.DeliveryTime;
import org.sessiontoken.answering.writing.EventPublisher;
import org.sessiontoken.answering.writing.KafkaTime;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.broker.answered.OutcomeLookup;
import org.sessiontoken.broker.authservice.AuthServiceMetrics;
import org.sessiontoken.broker.evaluation.RequestEvaluator;
import org.sessiontoken.broker.evaluation.UnreadableRequests;
import org.sessiontoken.broker.evaluation.WarmUp;
import org.sessiontoken.broker.guessing.FailureExchange;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.event.Topics;
import org.sessiontoken.tracing.RequestTracing;
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

    private static final String DEAD_LETTER_KEYS = "ags.broker.intake.dead-letter-keys";

    @Bean
    RequestConsumers requestConsumers(
            ConsumerFactory<?, ?> connection,
            IntakeProperties properties,
            RequestDispatcher dispatcher,
            WarmUp warmUp,
            EventPublisher publisher,
            OutcomeLookup lookup,
            Standstills standstills,
            TopicMonitor topics,
            FailureExchange failures,
            InstanceId instance,
            MeterRegistry meters,
            BackgroundTasks tasks) {
        IntakeMetrics metrics = new IntakeMetrics(meters);
        UnfinishedRecords unfinished = new UnfinishedRecords();
        List<RequestConsumer> all = IntStream.range(0, properties.consumers())
                .mapToObj(number ->
                        ConsumerSettings.on(connection.getConfigurationProperties(), properties, instance, number))
                .map(settings -> new RequestConsumer(
                        consumers(settings, warmUp, publisher, lookup),
                        properties,
                        dispatcher,
                        metrics,
                        unfinished,
                        standstills,
                        new DrainLimits(RequestConsumers.STAY, RequestConsumers.DRAIN_TIMEOUT)))
                .toList();
        metrics.watch(all);
        all.forEach(consumer -> standstills.onStandstill(consumer::stoodStill));
        RequestConsumers started = new RequestConsumers(
                topics.created().thenCompose(created -> failures.remembered()), all, tasks, RequestConsumers.MAX_RUN);
        topics.onReplaced(started::topicReplaced);
        return started;
    }

    /** A member of the group gets requests at once, and the first of them must not wait for code to be loaded. */
    private static ConsumerPair consumers(
            Map<String, Object> settings, WarmUp warmUp, EventPublisher publisher, OutcomeLookup lookup) {
        return new ConsumerPair(
                () -> {
                    publisher.connect();
                    lookup.connect();
                    warmUp.run();
                    return consumer(settings);
                },
                () -> consumer(ConsumerSettings.ofSingleRecords(settings)));
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Bean
    DeadLetterKey deadLetterKey(IntakeProperties properties, KeyFiles keyFiles, FollowedKeys followed) {
        return new DeadLetterKey(DEAD_LETTER_KEYS, properties.deadLetterKeys(), keyFiles, followed);
    }

    @Bean
    Settlement settlement(DeliveryTime delivery, RequestLifetime lifetime, KafkaTime time) {
        return new Settlement(time, delivery.max(), lifetime.max());
    }

    @Bean
    RequestDispatcher requestDispatcher(
            RequestEvaluator evaluator,
            UnreadableRequests unreadable,
            IntakeProperties properties,
            DeadLetterKey deadLetterKey,
            RequestorKeyRing requestorKeys,
            EventPublisher publisher,
            OutcomeLookup lookup,
            Settlement settlement,
            TopicMonitor topics,
            AuthServiceMetrics authServices,
            RequestTracing tracing,
            InstanceId instance,
            MeterRegistry meters,
            Clock clock) {
        DeadLetters deadLetters = new DeadLetters("broker", new RequestReading(), deadLetterKey, meters);
        ReplyTopics replyTopics = new ReplyTopics(
                requestorKeys.owners(),
                topics::partitions,
                // Kafka's consumer would ask without a pause for the partitions of a topic that does not exist.
                requestor -> topics.exists(Topics.REQUESTS) && publisher.canReplyTo(requestor));
        RequestSpans spans = new RequestSpans(tracing, instance.name());
        OutcomeWriter outcomes = new OutcomeWriter(spans.around(publisher::offer), lookup::isWritten, settlement::of);
        OutcomeLog log = new OutcomeLog(meters, authServices::answered);
        return new RequestDispatcher(
                evaluator::answer,
                new UnreadableRecords(unreadable::refuse, deadLetters, replyTopics, outcomes, log),
                deadLetters,
                replyTopics,
                outcomes,
                log,
                spans,
                takeOver(properties),
                clock);
    }

    @Bean
    Standstills standstills(IntakeProperties properties, OutcomeLookup lookup, Clock clock) {
        Standstills standstills = new Standstills(
                System::nanoTime, clock::millis, takeOver(properties).minus(Standstills.PERIOD));
        standstills.onStandstill(lookup::beginAnew);
        return standstills;
    }

    @Bean(initMethod = "start")
    BackgroundTask standstillsTask(Standstills standstills, BackgroundTasks tasks) {
        return tasks.register(new BackgroundTask("standstills", standstills));
    }

    /** Kafka gives no partition to another instance before this time: the last heartbeat is that old at most. */
    private static Duration takeOver(IntakeProperties properties) {
        return properties.sessionTimeout().minus(ConsumerSettings.HEARTBEAT_INTERVAL);
    }

    /** Up while this instance is in its group. An auth service that is down takes no instance out of service. */
    @Bean
    HealthIndicator intakeHealthIndicator(RequestConsumers consumers) {
        return () -> consumers.isConsuming()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
