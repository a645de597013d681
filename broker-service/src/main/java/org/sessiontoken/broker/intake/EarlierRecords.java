package org.sessiontoken.broker.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that were on the assigned partitions before this instance got them, and that others may have answered: what lies
 * between the committed offset and the end that the partition had then. For the consumer's thread alone.
 */
final class EarlierRecords {

    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Says where partitions ended when they were assigned. */
    void assigned(Map<TopicPartition, Long> assigned) {
        ends.putAll(assigned);
    }

    void revoked(Collection<TopicPartition> revoked) {
        revoked.forEach(ends::remove);
    }

    /** Whether the record is one of them. To be asked in the order of the offsets: after the last one, nothing is looked up. */
    boolean contain(TopicPartition partition, long offset) {
        if (ends.isEmpty()) {
            return false;
        }
        Long end = ends.get(partition);
        if (end != null && offset >= end) {
            ends.remove(partition);
        }
        return end != null && offset < end;
    }
}
