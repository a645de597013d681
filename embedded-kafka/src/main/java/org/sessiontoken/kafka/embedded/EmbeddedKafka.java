package org.sessiontoken.kafka.embedded;

import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.STARTUP_FAILED;

import org.jspecify.annotations.Nullable;

/**
 * A running Apache Kafka in this JVM.
 *
 * <p>Several can run in one JVM, each with a data directory and a port of its own. Safe for all threads. Kafka uses threads of
 * its own. A fault in one of them is logged as an error and does not end the JVM; only when its disk fails does Kafka halt the
 * JVM.
 *
 * <p>The owner must close it: nothing else does so at the end of the JVM. If it is not closed, or if the process is killed, no
 * acknowledged record is lost as long as the machine runs. The next start then reads the newest part of each log again.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final EmbeddedKafkaSettings settings;
    private final DataDirectory directory;
    private final LoopbackListeners listeners;
    private @Nullable KafkaNode node;

    private EmbeddedKafka(EmbeddedKafkaSettings settings, DataDirectory directory, LoopbackListeners listeners) {
        this.settings = settings;
        this.directory = directory;
        this.listeners = listeners;
    }

    /**
     * Starts Kafka, and returns when it serves clients.
     *
     * <p>The first start in a JVM blocks for a few seconds.
     *
     * @throws KafkaNotStartedException if the port or the directory is not available, or Kafka itself fails
     */
    public static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
        return bind(settings).serve();
    }

    /**
     * Binds the port and locks the directory, without starting Kafka. Clients that connect now wait until {@link #serve} has
     * returned and do not fail, so a program can start them meanwhile.
     *
     * @throws KafkaNotStartedException if the port or the directory is not available
     */
    public static EmbeddedKafka bind(EmbeddedKafkaSettings settings) {
        DataDirectory directory = DataDirectory.lock(settings.dataDirectory());
        try {
            return new EmbeddedKafka(settings, directory, LoopbackListeners.bind(settings));
        } catch (Throwable failure) {
            directory.close();
            throw failure;
        }
    }

    /**
     * Starts Kafka on the port and directory that {@link #bind} has taken, and returns when Kafka serves clients. May be called
     * once.
     *
     * @return this
     * @throws KafkaNotStartedException if Kafka does not start; port and directory are then released
     */
    public synchronized EmbeddedKafka serve() {
        try {
            node = started(new NodeProperties(directory, listeners, settings.secured()), directory, listeners);
            return this;
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** The {@code bootstrap.servers} for Kafka clients: one address with its port. */
    public String bootstrapServers() {
        return listeners.hostAndPort(LoopbackListeners.CLIENTS);
    }

    /** The {@code bootstrap.servers} for clients that prove who they are. Only with settings that have such a port. */
    public String securedBootstrapServers() {
        return listeners.hostAndPort(LoopbackListeners.SECURED);
    }

    /** The port for Kafka clients, also if the settings ask for a free port. */
    public int port() {
        return listeners.address(LoopbackListeners.CLIENTS).getPort();
    }

    /** Stops Kafka, waits for its end, and releases port and directory. A second call has no effect. */
    @Override
    public synchronized void close() {
        try {
            if (node != null) {
                node.stop();
            }
        } finally {
            listeners.close();
            directory.close();
        }
    }

    private static KafkaNode started(NodeProperties properties, DataDirectory directory, LoopbackListeners listeners) {
        try {
            directory.format(NodeProperties.NODE_ID, LoopbackListeners.CONTROLLER);
            KafkaNode node = KafkaNode.with(properties, listeners);
            node.start();
            return node;
        } catch (Throwable failure) {
            // Kafka's Scala code throws checked exceptions without declaring them.
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new KafkaNotStartedException(
                    STARTUP_FAILED,
                    "Kafka did not start on its data directory " + directory.root() + " (" + failure
                            + "): see the cause; if its data is damaged or of a newer Kafka, choose another directory.",
                    failure);
        }
    }
}
