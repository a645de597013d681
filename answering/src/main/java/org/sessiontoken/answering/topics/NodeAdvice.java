package org.sessiontoken.answering.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.topics.ClusterObservation;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the settings of Kafka's nodes with those that keep the loss of a node short. With Kafka's defaults all writes wait for
 * about 9 s when a node dies, which is too long for most requests. It is advice: nothing is lost by it, and other users of the
 * cluster may need other values.
 */
final class NodeAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(NodeAdvice.class);
    private static final Map<String, Integer> MAX = max();

    private boolean given;

    private static Map<String, Integer> max() {
        Map<String, Integer> max = new LinkedHashMap<>();
        max.put("broker.session.timeout.ms", 2_000);
        max.put("broker.heartbeat.interval.ms", 500);
        max.put("controller.quorum.fetch.timeout.ms", 1_000);
        max.put("controller.quorum.election.timeout.ms", 500);
        return max;
    }

    /** Logs the advice, once. With fewer than three nodes it would be of no use. */
    void give(Admin admin) throws InterruptedException {
        if (given) {
            return;
        }
        try {
            List<Integer> nodes = ClusterObservation.nodes(admin);
            if (nodes.size() >= DurableTopics.MIN_REPLICAS) {
                slow(ClusterObservation.nodeSettings(admin, nodes)).forEach(NodeAdvice::log);
            }
        } catch (ExecutionException unreadable) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(unreadable))
                    .log(
                            "The settings of Kafka's nodes cannot be read: whether the loss of a node takes long is not known");
        }
        given = true;
    }

    private static void log(String setting, String values) {
        LOG.atWarn()
                .addKeyValue(LogKeys.SETTING, setting)
                .addKeyValue(LogKeys.ACTUAL, values)
                .addKeyValue(LogKeys.REQUIRED, "at most " + MAX.get(setting))
                .log("The loss of a Kafka node takes longer than it must: change server.properties of the nodes");
    }

    /** The settings that are higher than advised on some node, each with its values by node. */
    static Map<String, String> slow(Map<Integer, Map<String, String>> nodes) {
        Map<String, String> slow = new LinkedHashMap<>();
        MAX.forEach((setting, max) -> {
            String values = nodes.entrySet().stream()
                    .filter(node -> isHigher(node.getValue().get(setting), max))
                    .sorted(Map.Entry.comparingByKey())
                    .map(node -> node.getValue().get(setting) + " (node " + node.getKey() + ")")
                    .collect(Collectors.joining(", "));
            if (!values.isEmpty()) {
                slow.put(setting, values);
            }
        });
        return slow;
    }

    private static boolean isHigher(@Nullable String value, int max) {
        return value != null && Integer.parseInt(value) > max;
    }
}
