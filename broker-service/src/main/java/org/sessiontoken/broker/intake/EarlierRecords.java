package org.sessiontoken.broker.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The records on the assigned partitions that others may have begun, or answered, before this instance got them: what lies
 * between the committed offset and the end that the partition had then, or the offset that the instance before this one has
 * named as that of the first record which nobody has begun. For the consumer's thread alone.
 */
final class EarlierRecords {

    private static final Set<Long> NONE = Set.of();

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Set<Long>> inWork = new HashMap<>();

    /** Says what the instance before this one has said of a partition. */
    void assigned(TopicPartition partition, HandoverNote note) {
        ends.put(partition, note.freshFrom());
        inWork.put(partition, note.inWork());
    }

    /** Says where partitions ended when they were assigned, of which nothing is known. */
    void assigned(Map<TopicPartition, Long> assigned) {
        ends.putAll(assigned);
    }

    void revoked(Collection<TopicPartition> revoked) {
        revoked.forEach(ends::remove);
        revoked.forEach(inWork::remove);
    }

    /** Whether the record is one of them. To be asked in the order of the offsets: after the last one, nothing is looked up. */
    boolean contain(TopicPartition partition, long offset) {
        if (ends.isEmpty()) {
            return false;
        }
        Long end = ends.get(partition);
        if (end != null && offset >= end) {
            ends.remove(partition);
            inWork.remove(partition);
        }
        return end != null && offset < end;
    }

    /** Whether the instance before this one goes on working on one of them. */
    boolean areInWorkElsewhere(TopicPartition partition, long offset) {
        return inWork.getOrDefault(partition, NONE).contains(offset);
    }

    /** The offset behind the last of them; zero if all have been received. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
