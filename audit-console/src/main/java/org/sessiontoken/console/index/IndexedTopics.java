package org.sessiontoken.console.index;

import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.Topics;

/** The topics from which the index is made. */
public final class IndexedTopics {

    private IndexedTopics() {}

    /** Whether a topic of this name is read. */
    public static boolean include(String topic) {
        return topic.equals(Topics.REQUESTS)
                || Topics.ALL_REPLIES.matcher(topic).matches();
    }

    static boolean hasFlows(TopicPartition partition) {
        return include(partition.topic());
    }

    static boolean hasOutcomes(TopicPartition partition) {
        return Topics.ALL_REPLIES.matcher(partition.topic()).matches();
    }
}
