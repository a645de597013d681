package org.sessiontoken.kafka.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/** Asks Kafka for the settings of topics and of its nodes. Each method waits for Kafka's answer. */
public final class ClusterObservation {

    private ClusterObservation() {}

    /**
     * How these topics are stored.
     *
     * @throws ExecutionException if Kafka does not answer, one of the topics does not exist, or the client may not
     *     describe a topic and its settings
     */
    public static Map<String, TopicSettings> topics(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(names).allTopicNames().get();
        Map<String, Map<String, String>> settings = settings(admin, ConfigResource.Type.TOPIC, names);
        Map<String, TopicSettings> found = new HashMap<>();
        for (String name : names) {
            TopicDescription topic = topics.get(name);
            Map<String, String> values = settings.get(name);
            if (topic != null && values != null) {
                found.put(name, new TopicSettings(replicas(topic), values));
            }
        }
        return found;
    }

    private static List<List<Integer>> replicas(TopicDescription topic) {
        return topic.partitions().stream()
                .map(TopicPartitionInfo::replicas)
                .map(nodes -> nodes.stream().map(Node::id).toList())
                .toList();
    }

    /** The IDs of the nodes that serve clients now. */
    public static List<Integer> nodes(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().stream()
                .map(Node::id)
                .sorted()
                .toList();
    }

    /**
     * The settings of these nodes, by their ID.
     *
     * @throws ExecutionException if Kafka does not answer, or the client may not describe them
     */
    public static Map<Integer, Map<String, String>> nodeSettings(Admin admin, Collection<Integer> nodes)
            throws ExecutionException, InterruptedException {
        Map<Integer, Map<String, String>> found = new HashMap<>();
        settings(
                        admin,
                        ConfigResource.Type.BROKER,
                        nodes.stream().map(String::valueOf).toList())
                .forEach((node, values) -> found.put(Integer.valueOf(node), values));
        return found;
    }

    private static Map<String, Map<String, String>> settings(
            Admin admin, ConfigResource.Type type, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, Config> answers = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(type, name))
                        .toList())
                .all()
                .get();
        Map<String, Map<String, String>> found = new HashMap<>();
        answers.forEach((resource, config) -> found.put(resource.name(), values(config)));
        return found;
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            // Kafka does not tell the values of passwords.
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }
}
