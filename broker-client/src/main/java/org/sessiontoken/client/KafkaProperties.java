package org.sessiontoken.client;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/** What the client's promises rest on, laid over the connection properties that its user gave. */
record KafkaProperties(Map<String, Object> connection, Duration deadline, String clientId) {

    /** The first attempt to reconnect is soon and later ones not rare: a request made meanwhile is a request refused. */
    private static final int MAX_BACKOFF_MS = 1_000;

    Map<String, Object> forReplies() {
        Map<String, Object> properties = common();
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The position is set explicitly; should the topic be cut short beneath it, nothing after the cut may be
        // missed.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return properties;
    }

    Map<String, Object> forRequests() {
        Map<String, Object> properties = common();
        int deadlineMs = Math.toIntExact(deadline.toMillis());
        properties.putAll(DurableWrites.SETTINGS);
        // The key names the call flow and orders nothing.
        properties.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, TimeSlicePartitioner.class);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deadlineMs);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deadlineMs);
        // A send never waits: without metadata or buffer the request is answered as unavailable at once.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        return properties;
    }

    Map<String, Object> forWatching() {
        Map<String, Object> properties = common();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000);
        return properties;
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = SocketBuffers.ofTheSystem(connection);
        properties.put("client.id", clientId);
        properties.put("reconnect.backoff.max.ms", MAX_BACKOFF_MS);
        return properties;
    }
}
