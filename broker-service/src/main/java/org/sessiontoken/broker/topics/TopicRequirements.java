package org.sessiontoken.broker.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.sessiontoken.kafka.topics.TopicSettings;

/**
 * What the broker needs of the topics, whoever has made them, so that its promises hold. A note to maintainers: topics that
 * {@link BrokerTopics} has made fulfil all of it where they have three replicas.
 */
final class TopicRequirements {

    static final int MIN_REPLICAS = 3;

    private static final int MIN_IN_SYNC = 2;

    /** Twice what the largest event may have: a dead letter. */
    private static final long MIN_MESSAGE_BYTES = 512 * 1024;

    private final Duration requestLifetime;
    private final Duration replyRetention;
    private final MendingCommands commands;

    /**
     * Requirements on topics.
     *
     * @param requestLifetime how long after a request its outcome may come
     * @param replyRetention how long audit needs the replies
     */
    TopicRequirements(Duration requestLifetime, Duration replyRetention, MendingCommands commands) {
        this.requestLifetime = requestLifetime;
        this.replyRetention = replyRetention;
        this.commands = commands;
    }

    /**
     * What is not as it must be. Replicas come first, since a higher {@code min.insync.replicas} without them would stop all
     * writes.
     *
     * @param nodes the IDs of the nodes of the cluster, to say where further replicas may be
     */
    List<UnsafeSetting> unmet(String topic, TopicUse use, TopicSettings actual, List<Integer> nodes) {
        List<UnsafeSetting> unsafe = new ArrayList<>();
        if (actual.minReplicas() < MIN_REPLICAS) {
            unsafe.add(new UnsafeSetting(
                    topic,
                    UnsafeSetting.REPLICAS,
                    Integer.toString(actual.minReplicas()),
                    "at least " + MIN_REPLICAS,
                    commands.moreReplicas(topic, actual.replicas(), nodes)));
        }
        for (Requirement required : required(use, actual)) {
            String value = actual.settings().get(required.setting());
            if (value != null && !required.holds().test(value)) {
                unsafe.add(new UnsafeSetting(
                        topic, required.setting(), value, required.words(), commands.setting(topic, required)));
            }
        }
        return unsafe;
    }

    /** Whether a topic that the broker has to create would have too few replicas. Its settings are as they must be. */
    Optional<UnsafeSetting> unmet(NewTopic planned) {
        return planned.replicationFactor() >= MIN_REPLICAS
                ? Optional.empty()
                : Optional.of(new UnsafeSetting(
                        planned.name(),
                        UnsafeSetting.REPLICAS,
                        Integer.toString(planned.replicationFactor()),
                        "at least " + MIN_REPLICAS,
                        "set ags.broker.topics.replication-factor to " + MIN_REPLICAS
                                + ", since the broker has to create the topic"));
    }

    private List<Requirement> required(TopicUse use, TopicSettings actual) {
        List<Requirement> required = new ArrayList<>();
        required.add(inSync(actual.minReplicas()));
        required.add(Requirement.exactly(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"));
        required.add(Requirement.atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MIN_MESSAGE_BYTES));
        switch (use) {
            case REQUESTS -> {
                required.addAll(retained(requestLifetime));
                required.add(timedByBroker());
            }
            case REPLIES -> {
                required.addAll(retained(replyRetention));
                required.add(timedByBroker());
            }
            case EVENTS -> required.addAll(retained(replyRetention));
            case COUNTS -> {
                required.addAll(retained(BrokerTopics.FAILURE_RETENTION));
                required.add(timedByBroker());
            }
            case CATALOGUE ->
                required.add(
                        Requirement.exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        }
        return required;
    }

    /** An acknowledged event is on two nodes, and the loss of one node leaves enough of them to write the next event. */
    private static Requirement inSync(int replicas) {
        int max = Math.max(replicas, MIN_REPLICAS) - 1;
        String words = max == MIN_IN_SYNC ? Integer.toString(MIN_IN_SYNC) : "from " + MIN_IN_SYNC + " to " + max;
        return new Requirement(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                words,
                Integer.toString(MIN_IN_SYNC),
                value -> Integer.parseInt(value) >= MIN_IN_SYNC && Integer.parseInt(value) <= max);
    }

    private static List<Requirement> retained(Duration min) {
        return List.of(
                Requirement.exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                Requirement.atLeastOrUnlimited(TopicConfig.RETENTION_MS_CONFIG, min.toMillis()),
                // Otherwise Kafka deletes what is younger, as soon as there is much of it.
                Requirement.exactly(TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }

    private static Requirement timedByBroker() {
        return Requirement.exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
}
