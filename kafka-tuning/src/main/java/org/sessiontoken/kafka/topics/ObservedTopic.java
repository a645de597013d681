package org.sessiontoken.kafka.topics;

import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What Kafka tells of a topic that exists.
 *
 * @param id the topic's ID; a topic that is deleted and created again under the same name has another one
 * @param partitions how many partitions the topic has
 * @param available the partitions that have a leader, so that they can be read and written
 * @param allowed what the client may do with the topic; empty if Kafka does not tell
 * @param minInSync how many replicas are in sync of the partition with the fewest; of one without a leader, none are
 */
public record ObservedTopic(Uuid id, int partitions, Set<Integer> available, Set<AclOperation> allowed, int minInSync) {

    /** Copies the sets. */
    public ObservedTopic {
        available = Set.copyOf(available);
        allowed = Set.copyOf(allowed);
    }

    /** Whether Kafka says that the client lacks this right. */
    public boolean refuses(AclOperation operation) {
        return !allowed.isEmpty() && !allowed.contains(operation) && !allowed.contains(AclOperation.ALL);
    }
}
