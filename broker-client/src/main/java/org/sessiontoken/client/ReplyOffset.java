package org.sessiontoken.client;

import org.apache.kafka.common.Uuid;
import org.sessiontoken.kafka.topics.ObservedTopic;

/**
 * Where the next reply is read.
 *
 * @param topicId the topic in which the offset counts
 */
record ReplyOffset(Uuid topicId, int partition, long offset) {

    ReplyOffset at(long later) {
        return new ReplyOffset(topicId, partition, later);
    }

    /** Whether the topic is still this one and has the partition. */
    boolean isIn(ObservedTopic now) {
        return topicId.equals(now.id()) && partition < now.partitions();
    }
}
