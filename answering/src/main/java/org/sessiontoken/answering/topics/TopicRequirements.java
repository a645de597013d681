package org.sessiontoken.answering.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.sessiontoken.kafka.topics.TopicSettings;

/**
 * What a service needs of its topics, whoever has made them, so that its promises hold. A note to maintainers: topics that
 * {@link DurableTopics} has made fulfil what is needed of each topic where they have three replicas.
 */
final class TopicRequirements {

    private static final int MIN_IN_SYNC = 2;

    /** Twice what the largest event may have: a dead letter. */
    private static final long MIN_MESSAGE_BYTES = 512 * 1024;

    private final NeededTopics topics;
    private final MendingCommands commands;

    TopicRequirements(NeededTopics topics, MendingCommands commands) {
        this.topics = topics;
        this.commands = commands;
    }

    /**
     * What is not as it must be. Replicas come first, since a higher {@code min.insync.replicas} without them would stop all
     * writes.
     *
     * @param nodes the IDs of the nodes of the cluster, to say where further replicas may be
     */
    List<UnsafeSetting> unmet(NeededTopic topic, TopicSettings actual, List<Integer> nodes) {
        List<UnsafeSetting> unsafe = new ArrayList<>();
        if (actual.minReplicas() < DurableTopics.MIN_REPLICAS) {
            unsafe.add(new UnsafeSetting(
                    topic.name(),
                    UnsafeSetting.REPLICAS,
                    Integer.toString(actual.minReplicas()),
                    "at least " + DurableTopics.MIN_REPLICAS,
                    commands.moreReplicas(topic.name(), actual.replicas(), nodes)));
        }
        for (Requirement required : required(topic, actual)) {
            String value = actual.settings().get(required.setting());
            if (value != null && !required.holds().test(value)) {
                unsafe.add(new UnsafeSetting(
                        topic.name(),
                        required.setting(),
                        value,
                        required.words(),
                        commands.setting(topic.name(), required)));
            }
        }
        return unsafe;
    }

    /** Whether a topic that the service has to create would have too few replicas. Its settings are as they must be. */
    Optional<UnsafeSetting> unmet(NewTopic planned) {
        return planned.replicationFactor() >= DurableTopics.MIN_REPLICAS
                ? Optional.empty()
                : Optional.of(new UnsafeSetting(
                        planned.name(),
                        UnsafeSetting.REPLICAS,
                        Integer.toString(planned.replicationFactor()),
                        "at least " + DurableTopics.MIN_REPLICAS,
                        "set " + topics.replicationProperty() + " to " + DurableTopics.MIN_REPLICAS + ", since the "
                                + topics.service() + " has to create the topic"));
    }

    private static List<Requirement> required(NeededTopic topic, TopicSettings actual) {
        List<Requirement> required = new ArrayList<>();
        required.add(inSync(actual.minReplicas()));
        required.add(Requirement.exactly(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"));
        required.add(Requirement.atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MIN_MESSAGE_BYTES));
        required.addAll(topic.requirements());
        return required;
    }

    /** An acknowledged event is on two nodes, and the loss of one node leaves enough of them to write the next event. */
    private static Requirement inSync(int replicas) {
        int max = Math.max(replicas, DurableTopics.MIN_REPLICAS) - 1;
        String words = max == MIN_IN_SYNC ? Integer.toString(MIN_IN_SYNC) : "from " + MIN_IN_SYNC + " to " + max;
        return new Requirement(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                words,
                Integer.toString(MIN_IN_SYNC),
                value -> Integer.parseInt(value) >= MIN_IN_SYNC && Integer.parseInt(value) <= max);
    }
}
