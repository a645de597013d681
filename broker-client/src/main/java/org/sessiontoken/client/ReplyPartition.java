package org.sessiontoken.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.sessiontoken.kafka.topics.ObservedTopic;

/**
 * Which partition of the reply topic is read.
 *
 * @param topic the reply topic
 * @param configured the partition to read; if empty, any
 */
record ReplyPartition(String topic, Optional<Integer> configured) {

    /**
     * Chooses a partition.
     *
     * @param last the one that was read before, which is kept as long as it exists: replies to requests in flight go there
     * @throws InvalidPartitionsException if the topic does not have the partition that is configured
     */
    int choose(ObservedTopic now, Optional<Integer> last) {
        int chosen = configured
                .or(() -> last.filter(partition -> partition < now.partitions()))
                .orElseGet(() -> any(now));
        if (chosen >= now.partitions()) {
            throw new InvalidPartitionsException("the reply partition must be from 0 to " + (now.partitions() - 1)
                    + ", which are the partitions of " + topic + ", and it is " + chosen);
        }
        return chosen;
    }

    private static int any(ObservedTopic now) {
        List<Integer> available = List.copyOf(now.available());
        return available.isEmpty()
                ? 0
                : available.get(ThreadLocalRandom.current().nextInt(available.size()));
    }

    /**
     * Whether the partition that is read, or else one that may be chosen, has a leader.
     *
     * @param current the one that is read now
     */
    boolean isAvailable(ObservedTopic now, Optional<Integer> current) {
        return current.or(() -> configured)
                .map(now.available()::contains)
                .orElse(!now.available().isEmpty());
    }
}
