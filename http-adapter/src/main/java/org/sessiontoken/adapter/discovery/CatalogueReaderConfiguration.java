package org.sessiontoken.adapter.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sessiontoken.adapter.background.BackgroundTaskLifecycle;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Reads the catalogue from Kafka in the background. */
@Configuration(proxyBeanMethods = false)
public class CatalogueReaderConfiguration {

    private static final String NAME = "auth-service-catalogue";
    private static final int ADMIN_TIMEOUT_MS = 2_000;
    private static final Map<String, Object> SETTINGS = settings();

    @Bean
    BackgroundTaskLifecycle catalogueReader(
            ConsumerFactory<byte[], byte[]> consumers, KafkaAdmin kafka, Catalogue catalogue) {
        Map<String, Object> admin = new HashMap<>(kafka.getConfigurationProperties());
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return new BackgroundTaskLifecycle(
                NAME,
                () -> new CatalogueStep(
                        () -> consumer(consumers, NAME, SETTINGS),
                        () -> consumer(
                                consumers, NAME + "-single-records", SkippingReader.singleRecordSettings(SETTINGS)),
                        new CatalogueTopic(() -> Admin.create(admin)),
                        catalogue));
    }

    private static Consumer<byte[], byte[]> consumer(
            ConsumerFactory<byte[], byte[]> consumers, String clientId, Map<String, Object> settings) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.setProperty(key, value.toString()));
        return consumers.createConsumer(null, clientId, null, properties);
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(SkippingReader.SETTINGS);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // A position that does not exist any more means that the topic was replaced. The reader must then begin again
        // without the entries of the old topic.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return settings;
    }
}
