package org.sessiontoken.kafka.embedded;

import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.STARTUP_FAILED;

import org.jspecify.annotations.Nullable;

/**
 * A running Apache Kafka in this JVM.
 *
 * <p>Several may run in one JVM, on a data directory and a port each. Thread-safe. Kafka's own threads do the work; a fault
 * in them is logged at error and leaves the JVM alive, except that Kafka halts the JVM when its disk fails.
 *
 * <p>Nothing closes it at the end of the JVM but its owner. Left unclosed, or killed, it loses no acknowledged record as
 * long as the machine stays up; the next start then reads the newest part of each log again.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final DataDirectory directory;
    private final LoopbackListeners listeners;
    private @Nullable KafkaNode node;

    private EmbeddedKafka(DataDirectory directory, LoopbackListeners listeners) {
        this.directory = directory;
        this.listeners = listeners;
    }

    /**
     * Starts Kafka, and returns when it serves clients.
     *
     * <p>Blocks for a few seconds, the first time in a JVM.
     *
     * @throws KafkaNotStartedException if the port, the directory or Kafka itself stands in the way
     */
    public static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
        return bind(settings).serve();
    }

    /**
     * Takes the port and the directory, and no more: clients that connect wait until {@link #serve} is done, rather than fail.
     * For who wants to start them meanwhile.
     *
     * @throws KafkaNotStartedException if the port or the directory stands in the way
     */
    public static EmbeddedKafka bind(EmbeddedKafkaSettings settings) {
        DataDirectory directory = DataDirectory.hold(settings.dataDirectory());
        try {
            return new EmbeddedKafka(directory, LoopbackListeners.bind(settings.port()));
        } catch (KafkaNotStartedException failed) {
            directory.close();
            throw failed;
        }
    }

    /**
     * Starts Kafka on what was bound, once, and returns when it serves clients.
     *
     * @return this
     * @throws KafkaNotStartedException if Kafka does not start; it is closed then
     */
    public synchronized EmbeddedKafka serve() {
        try {
            node = started(directory, listeners);
            return this;
        } catch (KafkaNotStartedException failed) {
            close();
            throw failed;
        }
    }

    /** What a Kafka client needs as its {@code bootstrap.servers}: one address with its port. */
    public String bootstrapServers() {
        return LoopbackListeners.HOST + ":" + port();
    }

    /** The port that Kafka clients connect to, also when a free one was asked for. */
    public int port() {
        return listeners.clientAddress().getPort();
    }

    /** Stops Kafka and waits until it has; its port and its data directory are free again. Closing again does nothing. */
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

    // Catches everything: Kafka's Scala code throws checked exceptions without declaring them.
    private static KafkaNode started(DataDirectory directory, LoopbackListeners listeners) {
        try {
            directory.format(NodeProperties.NODE_ID, LoopbackListeners.CONTROLLER);
            KafkaNode node = KafkaNode.on(directory, listeners);
            node.start();
            return node;
        } catch (Throwable failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new KafkaNotStartedException(
                    STARTUP_FAILED,
                    "Kafka did not start on its data directory " + directory.root() + " (" + failed
                            + "): see the cause; if its data is damaged or of a newer Kafka, choose another directory.",
                    failed);
        }
    }
}
