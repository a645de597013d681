package org.sessiontoken.session.signon;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.letters.DeadLetterKey;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.InstanceId;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.sessiontoken.answering.writing.EventPublisher;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.session.issued.IssuedTokenTail;
import org.sessiontoken.session.issued.IssuedTokens;
import org.sessiontoken.session.issued.ReplyPartitions;
import org.sessiontoken.session.issued.TokenLife;
import org.sessiontoken.session.token.AccessTokens;
import org.sessiontoken.session.topics.SignOnPartitions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that decide attempts to sign on. */
@Configuration(proxyBeanMethods = false)
public class AttemptConfiguration {

    /** The group of all instances. */
    private static final String GROUP = "session-service";

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(100);

    @Bean
    SignOnConsumers signOnConsumers(
            ConsumerFactory<?, ?> connection,
            SignOnPartitions partitions,
            TokenLife life,
            RequestorKeyRing requestorKeys,
            ReplyPartitions replyPartitions,
            DeadLetterKey deadLetterKey,
            IssuedTokens tokens,
            IssuedTokenTail tail,
            AccessTokens accessTokens,
            EventPublisher publisher,
            TopicMonitor topics,
            InstanceId instance,
            BackgroundTasks tasks,
            MeterRegistry meters,
            Clock clock) {
        ReplyTopics replyTopics = new ReplyTopics(requestorKeys.owners(), topics::partitions, publisher::canReplyTo);
        SignOnAnswers answers = new SignOnAnswers(
                replyTopics,
                new DeadLetters("session service", new SignOnReading(), deadLetterKey, meters),
                event -> publisher.offer(event, Optional.empty()),
                new SignOnLogLines(meters));
        SignOnWork work = new SignOnWork(
                new AttemptOpener(new Envelope(requestorKeys::keys)),
                tokens,
                tail,
                replyPartitions::ends,
                new AttemptReplies(accessTokens, instance.name(), clock),
                answers,
                clock);
        Map<String, Object> settings = settings(connection.getConfigurationProperties(), instance);
        Supplier<Consumer<byte[], byte[]>> singles = () -> consumer(SkippingReader.singleRecordSettings(settings));
        RetriedGaps retriedGaps = new RetriedGaps();
        SignOnReader reader = new SignOnReader(() ->
                new SignOnSession(consumer(settings), singles, work, partitions.count(), life.max(), retriedGaps));
        return new SignOnConsumers(
                topics.created(), reader, tasks.register(new BackgroundTask("issued-tokens", tail)), tasks);
    }

    private static Map<String, Object> settings(Map<String, Object> connection, InstanceId instance) {
        Map<String, Object> settings =
                new HashMap<>(SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection)));
        settings.putAll(SkippingReader.SETTINGS);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "session-service-" + instance.name() + "-" + instance.process());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION_TIMEOUT.toMillis()));
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.toIntExact(HEARTBEAT_INTERVAL.toMillis()));
        return settings;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Up while this instance is in its group. */
    @Bean
    HealthIndicator signOnsHealthIndicator(SignOnConsumers consumers) {
        return () -> consumers.isReading()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
