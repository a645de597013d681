package org.sessiontoken.answering.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.sessiontoken.background.Step;
import org.sessiontoken.kafka.topics.AdminConnection;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.kafka.topics.TopicObservation;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * One look at the topics. Has Spring's {@link KafkaAdmin} create what is missing, and looks again soon whether all of it is
 * there: another instance may be creating it, too.
 *
 * <p>{@link KafkaAdmin} would add partitions to a topic that has fewer than configured, which moves the keys of a running
 * system to other partitions, so it gets to see the missing topics alone.
 */
final class TopicLook implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(TopicLook.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration AFTER_CREATION = Duration.ofMillis(50);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaAdmin admin;
    private final NeededTopics topics;
    private final DurabilityCheck durability;
    private final NodeAdvice advice = new NodeAdvice();
    private final AdminConnection client;
    private final TopicState state;
    private Set<String> createdLast = Set.of();

    TopicLook(
            KafkaAdmin admin,
            NeededTopics topics,
            DurabilityCheck durability,
            Supplier<Admin> clients,
            TopicState state) {
        this.admin = admin;
        this.topics = topics;
        this.durability = durability;
        this.client = new AdminConnection(clients);
        this.state = state;
    }

    @Override
    public Duration run() throws Exception {
        state.asking();
        Set<String> names = topics.names();
        Map<String, ObservedTopic> found = TopicObservation.of(client.connected(), names);
        Set<String> missing =
                names.stream().filter(topic -> !found.containsKey(topic)).collect(Collectors.toSet());
        Optional<TopicAuthorizationException> refusal = refusal(found);
        boolean accepted = refusal.isEmpty()
                && durability.accepts(StoredTopics.seenBy(client.connected()), found.keySet(), planned(missing));
        state.seen(found, missing.isEmpty() && accepted);
        if (missing.isEmpty()) {
            createdLast = Set.of();
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            if (!accepted) {
                return AFTER_CREATION;
            }
            state.allAccepted();
            advice.give(client.connected());
            return PERIOD;
        }
        admin.setCreateOrModifyTopic(topic -> missing.contains(topic.name()));
        initialize();
        logCreation(missing);
        createdLast = missing;
        return AFTER_CREATION;
    }

    private List<NewTopic> planned(Set<String> missing) {
        return topics.creations().stream()
                .filter(topic -> missing.contains(topic.name()))
                .toList();
    }

    private Optional<TopicAuthorizationException> refusal(Map<String, ObservedTopic> found) {
        for (NeededTopic topic : topics.all()) {
            String name = topic.name();
            ObservedTopic observed = found.get(name);
            for (AclOperation right : topic.rights()) {
                if (observed != null && observed.refuses(right)) {
                    return Optional.of(new TopicAuthorizationException(
                            "the " + topics.service() + " lacks the right " + right + " on the topic " + name,
                            Set.of(name)));
                }
            }
        }
        return Optional.empty();
    }

    /** KafkaAdmin wraps each failure in an IllegalStateException; the cause tells an outage from a bug. */
    private void initialize() throws Exception {
        try {
            admin.initialize();
        } catch (IllegalStateException wrapper) {
            throw Failures.rootCause(wrapper) instanceof Exception cause ? cause : wrapper;
        }
    }

    /** Once, although Kafka may not tell of a topic yet when it is looked for again. */
    private void logCreation(Set<String> created) {
        Map<Boolean, String> known = created.stream()
                .filter(topic -> !createdLast.contains(topic))
                .sorted()
                .collect(Collectors.groupingBy(state::isKnown, Collectors.joining(", ")));
        if (known.containsKey(true)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, known.get(true))
                    .log("Topics were deleted: they are created again, empty");
        }
        if (known.containsKey(false)) {
            LOG.atInfo().addKeyValue(LogKeys.TOPIC, known.get(false)).log("Created topics");
        }
    }

    @Override
    public void release() {
        client.close(CLOSE_TIMEOUT);
    }
}
