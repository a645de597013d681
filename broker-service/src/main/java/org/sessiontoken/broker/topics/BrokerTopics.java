package org.sessiontoken.broker.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.sessiontoken.answering.topics.DurableTopics;
import org.sessiontoken.answering.topics.NeededTopic;
import org.sessiontoken.answering.topics.NeededTopics;
import org.sessiontoken.answering.topics.Requirement;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/** The topics of the broker: how they are created, what it needs of them, and what it does with them. */
final class BrokerTopics {

    /** As long as counts of wrong credentials may matter. */
    private static final Duration FAILURE_RETENTION = Duration.ofHours(1);

    private static final Duration FAILURE_SEGMENT = Duration.ofMinutes(10);

    private final TopicProperties properties;
    private final Duration requestLifetime;
    private final Set<RequestorName> requestors;
    private final DurableTopics durable;

    /**
     * Topics with these properties.
     *
     * @param requestLifetime how long after a request its outcome may come
     * @param requestors who gets a reply topic
     * @param development whether one replica is enough unless the properties say otherwise
     */
    BrokerTopics(
            TopicProperties properties, Duration requestLifetime, Set<RequestorName> requestors, boolean development) {
        this.properties = properties;
        this.requestLifetime = requestLifetime;
        this.requestors = requestors;
        this.durable = DurableTopics.of(properties.replicationFactor(), development);
    }

    NeededTopics needed() {
        List<NeededTopic> topics = new ArrayList<>();
        topics.add(needed(
                DurableTopics.timedByKafka(
                        durable.retained(Topics.REQUESTS, properties.partitions(), properties.requestRetention())),
                TopicUse.REQUESTS));
        for (RequestorName requestor : requestors) {
            topics.add(needed(
                    DurableTopics.timedByKafka(audited(Topics.repliesTo(requestor), properties.partitions())),
                    TopicUse.REPLIES));
        }
        topics.add(needed(audited(Topics.DEAD_LETTERS, 1), TopicUse.EVENTS));
        topics.add(needed(audited(Topics.BREAKERS, 1), TopicUse.EVENTS));
        topics.add(needed(DurableTopics.timedByKafka(audited(Topics.ACCESSES, 1)), TopicUse.EVENTS));
        topics.add(needed(DurableTopics.timedByKafka(shortLived(Topics.FAILURES)), TopicUse.COUNTS));
        topics.add(needed(durable.compacted(Topics.AUTH_SERVICES, 1), TopicUse.CATALOGUE));
        return new NeededTopics("broker", "ags.broker.topics.replication-factor", topics);
    }

    private NeededTopic needed(NewTopic creation, TopicUse use) {
        return new NeededTopic(creation, requirements(use), rights(creation.name()));
    }

    private List<Requirement> requirements(TopicUse use) {
        return switch (use) {
            case REQUESTS -> timedByKafka(Requirement.retained(requestLifetime));
            case REPLIES -> timedByKafka(Requirement.retained(properties.replyRetention()));
            case EVENTS -> Requirement.retained(properties.replyRetention());
            case COUNTS -> timedByKafka(Requirement.retained(FAILURE_RETENTION));
            case CATALOGUE -> List.of(Requirement.compacted());
        };
    }

    private static List<Requirement> timedByKafka(List<Requirement> others) {
        return Stream.concat(others.stream(), Stream.of(Requirement.timedByKafka()))
                .toList();
    }

    /** What the broker does with a topic, so that it needs the right to. */
    private static Set<AclOperation> rights(String topic) {
        return switch (topic) {
            case Topics.REQUESTS -> Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.READ);
            case Topics.BREAKERS -> Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.WRITE);
            // The audit console alone writes there; who reads or writes may describe, too, and others must be told so.
            case Topics.ACCESSES -> Set.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
            // It reads the catalogue, and looks for outcomes among replies and dead letters.
            default -> Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.READ, AclOperation.WRITE);
        };
    }

    /** A topic that is kept as long as audit needs it. */
    private NewTopic audited(String name, int partitions) {
        return durable.retained(name, partitions, properties.replyRetention());
    }

    /** Kafka deletes whole segments only, so that they have to be short as well. */
    private NewTopic shortLived(String name) {
        return DurableTopics.with(
                durable.retained(name, 1, FAILURE_RETENTION),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(FAILURE_SEGMENT.toMillis()));
    }
}
