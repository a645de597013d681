package org.sessiontoken.answering.topics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.sessiontoken.kafka.topics.ClusterObservation;
import org.sessiontoken.kafka.topics.TopicSettings;

/** What Kafka tells of its nodes and of how it stores topics. Each method waits for Kafka's answer. */
interface StoredTopics {

    /** Asks with this client. */
    static StoredTopics seenBy(Admin admin) {
        return new StoredTopics() {
            @Override
            public List<Integer> nodes() throws ExecutionException, InterruptedException {
                return ClusterObservation.nodes(admin);
            }

            @Override
            public Map<String, TopicSettings> settings(Collection<String> topics)
                    throws ExecutionException, InterruptedException {
                return ClusterObservation.topics(admin, topics);
            }
        };
    }

    /** The IDs of the nodes that serve clients now. */
    List<Integer> nodes() throws ExecutionException, InterruptedException;

    /** How these topics are stored. */
    Map<String, TopicSettings> settings(Collection<String> topics) throws ExecutionException, InterruptedException;
}
