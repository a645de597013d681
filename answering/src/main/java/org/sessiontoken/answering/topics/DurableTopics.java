package org.sessiontoken.answering.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * How topics are created. An event that Kafka has acknowledged survives the loss of one replica: it is on two replicas
 * where there are three, and no replica that lacks it becomes the leader.
 *
 * @param replicationFactor how many copies of each partition there are
 */
public record DurableTopics(short replicationFactor) {

    /** With fewer copies, an event that Kafka has acknowledged may be lost with one node. */
    public static final int MIN_REPLICAS = 3;

    /**
     * Topics with as many copies as are configured.
     *
     * @param replicationFactor the configured number; if null, it is the one that loses nothing, or 1 for development
     */
    public static DurableTopics of(@Nullable Short replicationFactor, boolean development) {
        short otherwise = (short) (development ? 1 : MIN_REPLICAS);
        return new DurableTopics(replicationFactor == null ? otherwise : replicationFactor);
    }

    /** A topic of which Kafka deletes what is older than that. */
    public NewTopic retained(String name, int partitions, Duration retention) {
        return durable(
                name,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }

    /** A topic of which the newest event of each key is kept for ever. */
    public NewTopic compacted(String name, int partitions) {
        return durable(name, partitions, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** The topic, with Kafka's clock alone deciding when a record was written, not that of whoever writes it. */
    public static NewTopic timedByKafka(NewTopic topic) {
        return with(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }

    /** The topic, with a further setting. */
    public static NewTopic with(NewTopic topic, String setting, String value) {
        Map<String, String> settings = new HashMap<>(topic.configs());
        settings.put(setting, value);
        return topic.configs(settings);
    }

    private NewTopic durable(String name, int partitions, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        if (replicationFactor >= MIN_REPLICAS) {
            all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return new NewTopic(name, partitions, replicationFactor).configs(all);
    }
}
