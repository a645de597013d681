package org.sessiontoken.kafka.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka about topics. */
public final class TopicObservation {

    private TopicObservation() {}

    /**
     * Waits for Kafka's answer.
     *
     * @return those of the topics that exist, by name
     * @throws ExecutionException if Kafka does not answer
     * @throws TopicAuthorizationException if Kafka refuses to describe one of the topics, which it names
     */
    public static Map<String, ObservedTopic> of(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Map<String, ObservedTopic> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            described(answer.getKey(), answer.getValue()).ifPresent(topic -> found.put(answer.getKey(), topic));
        }
        return found;
    }

    private static Optional<ObservedTopic> described(String name, KafkaFuture<TopicDescription> answer)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(observed(answer.get()));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            if (failure.getCause() instanceof TopicAuthorizationException) {
                // Kafka's own message does not name the topic.
                throw new TopicAuthorizationException(
                        "none of the rights READ, WRITE and DESCRIBE is there on the topic " + name, Set.of(name));
            }
            throw failure;
        }
    }

    private static ObservedTopic observed(TopicDescription topic) {
        Set<Integer> available = new HashSet<>();
        int minInSync = Integer.MAX_VALUE;
        for (TopicPartitionInfo partition : topic.partitions()) {
            boolean hasLeader =
                    partition.leader() != null && !partition.leader().isEmpty();
            if (hasLeader) {
                available.add(partition.partition());
            }
            minInSync = Math.min(minInSync, hasLeader ? partition.isr().size() : 0);
        }
        // Null if Kafka does not tell.
        Set<AclOperation> allowed =
                Optional.ofNullable(topic.authorizedOperations()).orElse(Set.of());
        return new ObservedTopic(topic.topicId(), topic.partitions().size(), available, allowed, minInSync);
    }
}
