package org.sessiontoken.kafka.topics;

import java.util.List;
import java.util.Map;

/**
 * How Kafka stores a topic that exists.
 *
 * @param replicas for each partition, the IDs of the nodes that have a copy of it, the preferred leader first
 * @param settings the values in effect, also those that the topic has from its cluster
 */
public record TopicSettings(List<List<Integer>> replicas, Map<String, String> settings) {

    /** Copies the collections. */
    public TopicSettings {
        replicas = replicas.stream().map(List::copyOf).toList();
        settings = Map.copyOf(settings);
    }

    /** On how many nodes the partition with the fewest copies is. */
    public int minReplicas() {
        return replicas.stream().mapToInt(List::size).min().orElse(0);
    }
}
