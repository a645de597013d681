package org.sessiontoken.client;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/**
 * The configuration of the client's own consumer, producer and admin client. It consists of the user's connection
 * properties and, with precedence, of what the client's promises depend on.
 *
 * @param connection the user's properties
 * @param deadline the maximum duration of a request
 * @param clientId names the client to Kafka
 */
record KafkaProperties(Map<String, Object> connection, Duration deadline, String clientId) {

    /** The client declines all requests until it has reconnected, so it must not wait long between two attempts. */
    private static final int MAX_RECONNECT_BACKOFF_MS = 1_000;

    private static final int ADMIN_TIMEOUT_MS = 2_000;

    /** The consumer waits for the partition's leader when it fixes its position, and the topic may be gone by then. */
    private static final int CONSUMER_TIMEOUT_MS = 5_000;

    /**
     * Refuses properties that a Kafka client would refuse later, in the background.
     *
     * @throws org.apache.kafka.common.KafkaException naming the property
     */
    void requireValid() {
        parse(ConsumerConfig.configDef(), consumer());
        parse(ProducerConfig.configDef(), producer());
        parse(AdminClientConfig.configDef(), admin());
    }

    private static void parse(ConfigDef definition, Map<String, Object> properties) {
        boolean logValues = false;
        // Resolves Kafka's configuration providers, too, and then throws if a property is missing or has an invalid
        // value.
        AbstractConfig parsed = new AbstractConfig(definition, properties, logValues);
        parsed.values();
    }

    Map<String, Object> consumer() {
        Map<String, Object> properties = common();
        properties.putAll(SkippingReader.SETTINGS);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The reader sets its position itself. If Kafka deletes records before that position, the reader must get
        // everything that is left.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CONSUMER_TIMEOUT_MS);
        return properties;
    }

    Map<String, Object> producer() {
        Map<String, Object> properties = common();
        int deadlineMs = Math.toIntExact(deadline.toMillis());
        properties.putAll(DurableWrites.SETTINGS);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deadlineMs);
        // Attempts for one session token must meet on one partition, whoever writes them.
        properties.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        properties.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
        // Longer than the deadline it may not be.
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(deadlineMs, (int)
                Failover.REQUEST_TIMEOUT.toMillis()));
        // Sending never blocks: without metadata or buffer memory the request is declined at once.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        return properties;
    }

    Map<String, Object> admin() {
        Map<String, Object> properties = common();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return properties;
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = SocketBuffers.withSystemDefaults(Failover.withTimeouts(connection));
        properties.put("client.id", clientId);
        properties.put("reconnect.backoff.max.ms", MAX_RECONNECT_BACKOFF_MS);
        return properties;
    }
}
