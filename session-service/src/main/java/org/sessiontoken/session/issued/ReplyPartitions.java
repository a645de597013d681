package org.sessiontoken.session.issued;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of all reply topics, as Kafka tells them now.
 *
 * @param topics the names of the topics
 */
public record ReplyPartitions(Set<String> topics) {

    static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** Those that there are; a topic that does not exist has none. */
    List<TopicPartition> all(Consumer<?, ?> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            @Nullable List<PartitionInfo> known = consumer.partitionsFor(topic, MAX_WAIT);
            if (known != null) {
                known.forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
            }
        }
        return all;
    }

    /** Where each of them ends. */
    public Map<TopicPartition, Long> ends(Consumer<?, ?> consumer) {
        return consumer.endOffsets(all(consumer), MAX_WAIT);
    }
}
