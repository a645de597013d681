package org.sessiontoken.console.tail;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexProperties;
import org.sessiontoken.console.task.ConsoleTask;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Builds the index from Kafka in the background. */
@Configuration(proxyBeanMethods = false)
public class TailConfiguration {

    private static final String NAME = "audit-index";
    private static final int ADMIN_TIMEOUT_MS = 10_000;

    @Bean
    ConsoleTask auditIndex(
            ConsumerFactory<?, ?> consumers,
            KafkaAdmin kafka,
            FlowIndex index,
            IndexProperties properties,
            Clock clock) {
        Map<String, Object> admin = new HashMap<>(kafka.getConfigurationProperties());
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS / 2);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        Map<String, Object> settings = settings(consumers.getConfigurationProperties());
        return new ConsoleTask(
                NAME,
                () -> new TailStep(
                        () -> GrouplessConsumers.create(settings),
                        () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                        new TopicLooks(() -> Admin.create(admin), clock),
                        index,
                        properties.window(),
                        clock));
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = GrouplessConsumers.settings(connection);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, NAME);
        // A position that does not exist any more means that records were deleted before they were read, which the
        // index
        // has to know.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return settings;
    }
}
