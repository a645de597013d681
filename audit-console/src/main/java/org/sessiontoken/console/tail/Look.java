package org.sessiontoken.console.tail;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.sessiontoken.console.index.LogEnds;
import org.sessiontoken.kafka.topics.ObservedTopic;

/**
 * What Kafka has at one time.
 *
 * @param cluster the ID of the cluster
 * @param topics those topics of the index that exist
 * @param ends where their partitions begin and end
 */
record Look(String cluster, Map<String, ObservedTopic> topics, LogEnds ends) {

    Map<String, Uuid> ids() {
        return topics.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, topic -> topic.getValue().id()));
    }

    Set<TopicPartition> partitions() {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach((name, topic) -> IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(name, number))
                .forEach(partitions::add));
        return partitions;
    }
}
