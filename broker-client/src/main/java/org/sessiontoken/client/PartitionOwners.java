package org.sessiontoken.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.ConsumerClientId;
import org.sessiontoken.event.Topics;

/**
 * Which broker instance owns which partition of the request topic, by the descriptions of their group. During a rebalance
 * Kafka tells the members and no assignment; the members' last ones count on, since they keep what they have meanwhile.
 *
 * <p>For one thread.
 */
final class PartitionOwners {

    private Map<String, Set<Integer>> byMember = Map.of();

    /** The owners by partition. */
    Map<Integer, String> of(ConsumerGroupDescription group) {
        List<MemberDescription> members = List.copyOf(group.members());
        Map<String, Set<Integer>> told =
                members.stream().collect(Collectors.toMap(MemberDescription::consumerId, PartitionOwners::partitions));
        if (told.values().stream().anyMatch(partitions -> !partitions.isEmpty())) {
            byMember = told;
        }
        Map<Integer, String> owners = new HashMap<>();
        for (MemberDescription member : members) {
            // Consumers of an older broker, which have client IDs of another form, count as an instance each.
            String instance = ConsumerClientId.instanceOf(member.clientId()).orElseGet(member::consumerId);
            byMember.getOrDefault(member.consumerId(), Set.of()).forEach(number -> owners.put(number, instance));
        }
        return owners;
    }

    private static Set<Integer> partitions(MemberDescription member) {
        return member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(Topics.REQUESTS))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }
}
