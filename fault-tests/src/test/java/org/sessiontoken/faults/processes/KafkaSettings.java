package org.sessiontoken.faults.processes;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of Kafka's nodes: those of the deployment example and, for three nodes, those that the manual recommends. */
final class KafkaSettings {

    private static final Map<String, String> ANY = Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.num.partitions", "6",
            "socket.receive.buffer.bytes", "-1",
            "socket.send.buffer.bytes", "-1",
            "num.network.threads", "2",
            "num.io.threads", "4",
            "log.cleaner.dedupe.buffer.size", "4194304",
            "log.index.size.max.bytes", "65536");

    private static final Map<String, String> ONE = Map.of(
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    private static final Map<String, String> THREE = Map.of(
            "offsets.topic.replication.factor", "3",
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "200",
            "controller.quorum.fetch.timeout.ms", "1000",
            "controller.quorum.election.timeout.ms", "500",
            "controller.quorum.election.backoff.max.ms", "500",
            "controller.quorum.request.timeout.ms", "1000");

    private KafkaSettings() {}

    static Map<String, String> of(int nodes) {
        Map<String, String> all = new LinkedHashMap<>(ANY);
        all.putAll(nodes == 1 ? ONE : THREE);
        return all;
    }
}
