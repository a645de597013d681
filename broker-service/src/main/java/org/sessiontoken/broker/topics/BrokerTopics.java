package org.sessiontoken.broker.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/**
 * How the topics are created. An event that Kafka has acknowledged survives the loss of one replica: it is on two replicas
 * where there are three, and no replica that lacks it becomes the leader.
 */
final class BrokerTopics {

    /** As long as counts of wrong credentials may matter. */
    static final Duration FAILURE_RETENTION = Duration.ofHours(1);

    private static final Duration FAILURE_SEGMENT = Duration.ofMinutes(10);

    private final TopicProperties properties;
    private final short replicationFactor;
    private final Set<RequestorName> requestors;

    /**
     * Topics with these properties.
     *
     * @param requestors who gets a reply topic
     * @param development whether one replica is enough unless the properties say otherwise
     */
    BrokerTopics(TopicProperties properties, Set<RequestorName> requestors, boolean development) {
        this.properties = properties;
        this.replicationFactor = properties.replicationFactor(development);
        this.requestors = requestors;
    }

    List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(timedByBroker(retained(Topics.REQUESTS, properties.partitions(), properties.requestRetention())));
        for (RequestorName requestor : requestors) {
            topics.add(timedByBroker(
                    retained(Topics.repliesTo(requestor), properties.partitions(), properties.replyRetention())));
        }
        topics.add(retained(Topics.DEAD_LETTERS, 1, properties.replyRetention()));
        topics.add(retained(Topics.BREAKERS, 1, properties.replyRetention()));
        topics.add(timedByBroker(retained(Topics.ACCESSES, 1, properties.replyRetention())));
        topics.add(timedByBroker(shortLived(Topics.FAILURES)));
        topics.add(durable(
                Topics.AUTH_SERVICES,
                1,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        return topics;
    }

    /** What the broker uses each topic for. */
    Map<String, TopicUse> uses() {
        Map<String, TopicUse> uses = new LinkedHashMap<>();
        uses.put(Topics.REQUESTS, TopicUse.REQUESTS);
        requestors.forEach(requestor -> uses.put(Topics.repliesTo(requestor), TopicUse.REPLIES));
        uses.put(Topics.DEAD_LETTERS, TopicUse.EVENTS);
        uses.put(Topics.BREAKERS, TopicUse.EVENTS);
        uses.put(Topics.ACCESSES, TopicUse.EVENTS);
        uses.put(Topics.FAILURES, TopicUse.COUNTS);
        uses.put(Topics.AUTH_SERVICES, TopicUse.CATALOGUE);
        return uses;
    }

    /** What the broker does with a topic, so that it needs the right to. */
    static Set<AclOperation> rights(String topic) {
        return switch (topic) {
            case Topics.REQUESTS -> Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.READ);
            case Topics.BREAKERS -> Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.WRITE);
            // The audit console alone writes there; who reads or writes may describe, too, and others must be told so.
            case Topics.ACCESSES -> Set.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
            // It reads the catalogue, and looks for outcomes among replies and dead letters.
            default -> Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.READ, AclOperation.WRITE);
        };
    }

    private NewTopic retained(String name, int partitions, Duration retention) {
        return durable(
                name,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }

    /** Kafka deletes whole segments only, so that they have to be short as well. */
    private NewTopic shortLived(String name) {
        NewTopic topic = retained(name, 1, FAILURE_RETENTION);
        Map<String, String> settings = new HashMap<>(topic.configs());
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(FAILURE_SEGMENT.toMillis()));
        return topic.configs(settings);
    }

    private NewTopic durable(String name, int partitions, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        if (replicationFactor >= TopicRequirements.MIN_REPLICAS) {
            all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return new NewTopic(name, partitions, replicationFactor).configs(all);
    }

    /** Kafka's clock alone decides when a record was written and how long it is kept, not that of whoever writes it. */
    private static NewTopic timedByBroker(NewTopic topic) {
        Map<String, String> settings = new HashMap<>(topic.configs());
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return topic.configs(settings);
    }
}
