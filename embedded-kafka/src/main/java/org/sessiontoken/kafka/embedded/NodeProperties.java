package org.sessiontoken.kafka.embedded;

import static org.sessiontoken.kafka.embedded.LoopbackListeners.CLIENTS;
import static org.sessiontoken.kafka.embedded.LoopbackListeners.CONTROLLER;
import static org.sessiontoken.kafka.embedded.LoopbackListeners.SECURED;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** The {@code server.properties} of the only node: small, without replicas, and on the loopback address. */
final class NodeProperties {

    static final int NODE_ID = 1;

    private final DataDirectory directory;
    private final LoopbackListeners listeners;
    private final Optional<SecuredListener> secured;

    NodeProperties(DataDirectory directory, LoopbackListeners listeners, Optional<SecuredListener> secured) {
        this.directory = directory;
        this.listeners = listeners;
        this.secured = secured;
    }

    Map<String, String> all() {
        Map<String, String> properties = new HashMap<>();
        identity(properties);
        secured.ifPresent(listener -> accessControl(properties, listener));
        oneReplica(properties);
        smallFootprint(properties);
        quickGroups(properties);
        quickRestart(properties);
        return properties;
    }

    private void identity(Map<String, String> properties) {
        String clients = CLIENTS + "://" + listeners.hostAndPort(CLIENTS);
        String controller = listeners.hostAndPort(CONTROLLER);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("listeners", clients + "," + CONTROLLER + "://" + controller);
        properties.put("advertised.listeners", clients);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("inter.broker.listener.name", CLIENTS);
        properties.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        // The voters are static on purpose: a dynamic quorum would store the port of the controller, which changes at
        // each start.
        properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.put("metadata.log.dir", directory.metadata().toString());
        properties.put("log.dirs", directory.records().toString());
        properties.put("auto.create.topics.enable", "false");
    }

    /** The node itself, and whoever connects to the first port, may do all. */
    private void accessControl(Map<String, String> properties, SecuredListener listener) {
        String address = "," + SECURED + "://" + listeners.hostAndPort(SECURED);
        properties.merge("listeners", address, String::concat);
        properties.merge("advertised.listeners", address, String::concat);
        properties.merge("listener.security.protocol.map", "," + SECURED + ":" + listener.protocol(), String::concat);
        properties.put("authorizer.class.name", StandardAuthorizer.class.getName());
        properties.put("super.users", "User:ANONYMOUS");
        String prefix = "listener.name." + SECURED.toLowerCase(Locale.ROOT) + ".";
        listener.settings().forEach((setting, value) -> properties.put(prefix + setting, value));
    }

    private static void oneReplica(Map<String, String> properties) {
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void smallFootprint(Map<String, String> properties) {
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "4");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("num.recovery.threads.per.data.dir", "1");
        properties.put("num.replica.alter.log.dirs.threads", "1");
        properties.put("group.coordinator.threads", "1");
        properties.put("share.coordinator.threads", "1");
        properties.put("log.cleaner.threads", "1");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
        properties.put("metric.reporters", "");
        // The operating system chooses the sizes. Part of a batch that is larger than a buffer of fixed size would be
        // dropped and
        // sent again after 200 ms.
        properties.put("socket.receive.buffer.bytes", "-1");
        properties.put("socket.send.buffer.bytes", "-1");
        // These records only keep the lag metrics of an idle cluster up to date. By default Kafka writes two a second
        // to disk.
        properties.put("metadata.max.idle.interval.ms", "5000");
    }

    /**
     * Except for the initial delay, these are lower bounds: each group still chooses how soon it notices that a member is lost.
     */
    private static void quickGroups(Map<String, String> properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("group.consumer.min.session.timeout.ms", "1000");
        properties.put("group.consumer.min.heartbeat.interval.ms", "250");
        properties.put("group.share.min.session.timeout.ms", "1000");
        properties.put("group.share.min.heartbeat.interval.ms", "250");
        properties.put("group.share.min.record.lock.duration.ms", "1000");
    }

    /**
     * After the process was killed, the controller accepts the new broker only when the session of the old one has expired,
     * which takes 9 s by default. This timeout is still longer than most pauses of a JVM. During a longer pause clients retry,
     * since there is no other replica.
     */
    private static void quickRestart(Map<String, String> properties) {
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");
    }
}
