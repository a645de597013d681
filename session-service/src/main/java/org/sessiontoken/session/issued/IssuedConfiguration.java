package org.sessiontoken.session.issued;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.topics.TopicMonitor;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Beans that know which tokens were issued. */
@Configuration(proxyBeanMethods = false)
public class IssuedConfiguration {

    /** An attempt for a token that was just issued waits for a fetch that has nothing to bring. */
    private static final Duration MAX_FETCH_WAIT = Duration.ofMillis(10);

    private static final Duration MAX_METADATA_AGE = Duration.ofSeconds(2);

    @Bean
    IssuedTokens issuedTokens() {
        return new IssuedTokens();
    }

    @Bean
    ReplyPartitions replyPartitions(RequestorKeyRing requestorKeys) {
        return new ReplyPartitions(
                requestorKeys.owners().stream().map(Topics::repliesTo).collect(Collectors.toUnmodifiableSet()));
    }

    @Bean
    IssuedTokenTail issuedTokenTail(
            ConsumerFactory<?, ?> connection,
            ReplyPartitions replies,
            IssuedTokens tokens,
            TokenLife life,
            TopicMonitor topics) {
        Map<String, Object> settings = settings(connection.getConfigurationProperties());
        IssuedTokenTail tail = new IssuedTokenTail(
                () -> new ReplyReading(
                        GrouplessConsumers.create(settings),
                        () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                        replies,
                        tokens,
                        life.max()),
                tokens,
                life.max());
        topics.onReplaced(replaced -> tail.beginAnew());
        return tail;
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(
                GrouplessConsumers.settings(SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection))));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(MAX_FETCH_WAIT.toMillis()));
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, MAX_METADATA_AGE.toMillis());
        return settings;
    }
}
