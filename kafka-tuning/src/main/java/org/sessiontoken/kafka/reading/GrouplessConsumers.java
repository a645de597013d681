package org.sessiontoken.kafka.reading;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers for a {@link SkippingReader} that are in no group, commit nothing, and create no topic. */
public final class GrouplessConsumers {

    private GrouplessConsumers() {}

    /**
     * The properties of such a consumer.
     *
     * @param connection connection properties of a Kafka client
     * @return a copy of them, which may be changed, with what makes the consumer groupless
     */
    public static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.putAll(SkippingReader.SETTINGS);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }

    /** A consumer with these properties. */
    public static Consumer<byte[], byte[]> create(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
