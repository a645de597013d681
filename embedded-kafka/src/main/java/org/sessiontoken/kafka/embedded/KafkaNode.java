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
 * Kafka's own controller and broker, put together as {@link KafkaRaftServer} does, in the same order.
 *
 * <p>{@code KafkaRaftServer} is not used itself because it halts the JVM when the controller fails, also when it fails to
 * start, and because it does not let us bind the ports. When Kafka is upgraded, compare its constructor with this class.
 * {@code KafkaRaftServer} also registers an MBean per node ID, over which two nodes in one JVM would stumble.
 */
final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
    private static final Duration CONTROLLED_SHUTDOWN = Duration.ofSeconds(10);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /** A node on formatted data, not yet started. */
    static KafkaNode on(DataDirectory directory, LoopbackListeners listeners) {
        KafkaConfig config = new KafkaConfig(NodeProperties.of(directory, listeners), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble identity = formatted._1();
        SharedServer shared = new SharedServer(
                config,
                identity,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, identity.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(Map.of(NodeProperties.NODE_ID, listeners.controllerAddress())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                listeners);
        BrokerServer broker = new BrokerServer(shared);
        return new KafkaNode(new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2()), broker);
    }

    /** Returns when the broker serves clients; when that fails, nothing is left running. */
    void start() {
        try {
            controller.startup();
            broker.startup();
        } catch (Throwable failed) {
            try {
                stop();
            } catch (RuntimeException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    /** The broker first: it takes leave of the controller. Does nothing for what is not running. */
    void stop() {
        broker.shutdown(CONTROLLED_SHUTDOWN);
        controller.shutdown();
    }
}
