package org.sessiontoken.answering.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The commands that mend topics, with Kafka's own tools, complete as they are.
 *
 * @param service what is started again where a command has to wait for something else, such as {@code broker}
 * @param bootstrapServers where Kafka is
 */
record MendingCommands(String service, String bootstrapServers) {

    /** Commands for the cluster that a Kafka client with these properties connects to. */
    static MendingCommands with(String service, Map<String, Object> connection) {
        Object servers = connection.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "");
        return new MendingCommands(
                service,
                servers instanceof Collection<?> several
                        ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : servers.toString());
    }

    /** Changes a setting of a topic. */
    String setting(String topic, Requirement required) {
        return "kafka-configs.sh --bootstrap-server " + bootstrapServers
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + required.setting() + "="
                + required.mended();
    }

    /**
     * Puts each partition of a topic on three nodes. The copies that there are stay where they are.
     *
     * @param replicas for each partition, the nodes that have a copy of it
     * @param nodes the nodes of the cluster
     */
    String moreReplicas(String topic, List<List<Integer>> replicas, List<Integer> nodes) {
        if (nodes.size() < DurableTopics.MIN_REPLICAS) {
            return "add nodes to the cluster, which has " + nodes.size() + " of the " + DurableTopics.MIN_REPLICAS
                    + " that are needed, and start the " + service + " again to get the next command";
        }
        List<String> partitions = new ArrayList<>();
        for (int partition = 0; partition < replicas.size(); partition++) {
            partitions.add("{\"topic\":\"" + topic + "\",\"partition\":" + partition + ",\"replicas\":"
                    + spread(replicas.get(partition), nodes, partition) + "}");
        }
        return "echo '{\"version\":1,\"partitions\":[" + String.join(",", partitions)
                + "]}' > replicas.json && kafka-reassign-partitions.sh --bootstrap-server " + bootstrapServers
                + " --reassignment-json-file replicas.json --execute";
    }

    /** Fills up with nodes that have no copy yet, beginning with another one for each partition. */
    private static String spread(List<Integer> present, List<Integer> nodes, int partition) {
        Set<Integer> chosen = new LinkedHashSet<>(present);
        for (int i = 0; chosen.size() < DurableTopics.MIN_REPLICAS; i++) {
            chosen.add(nodes.get((partition + i) % nodes.size()));
        }
        return chosen.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
