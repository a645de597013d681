package org.sessiontoken.kafka.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own controller and broker, created and started in the same order as by {@link KafkaRaftServer}.
 *
 * <p>{@code KafkaRaftServer} itself cannot be used: it halts the JVM when the controller fails, also while it starts; it binds
 * the ports itself; and it registers an MBean for each node ID, which two nodes in one JVM would both claim. When Kafka is
 * upgraded, compare the constructor of {@code KafkaRaftServer} with this class.
 */
final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
    private static final Duration CONTROLLED_SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /** A node on formatted data that is not started yet. */
    static KafkaNode with(NodeProperties properties, LoopbackListeners listeners) {
        KafkaConfig config = new KafkaConfig(properties.all(), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble identity = formatted._1();
        SharedServer shared = new SharedServer(
                config,
                identity,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, identity.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        Map.of(NodeProperties.NODE_ID, listeners.address(LoopbackListeners.CONTROLLER))),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                listeners);
        BrokerServer broker = new BrokerServer(shared);
        return new KafkaNode(new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2()), broker);
    }

    /** Starts the node, and returns when the broker serves clients. If that fails, no thread is left running. */
    void start() {
        try {
            controller.startup();
            broker.startup();
        } catch (Throwable failure) {
            try {
                stop();
            } catch (Throwable alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /**
     * Stops the broker and then the controller, since the broker tells the controller that it stops. A part that does not run
     * stays as it is.
     */
    void stop() {
        try {
            broker.shutdown(CONTROLLED_SHUTDOWN_TIMEOUT);
        } finally {
            controller.shutdown();
        }
    }
}
