package org.sessiontoken.kafka.embedded;

import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.PORT_UNAVAILABLE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two ports on 127.0.0.1, bound before Kafka starts and handed to it when it asks.
 *
 * <p>Looking for a free port and letting Kafka bind it would leave a moment in which another process takes it, and Kafka
 * reports a taken port only after it has opened its data.
 */
final class LoopbackListeners implements ServerSocketFactory, AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    // Not getLoopbackAddress(): that is ::1 where the JVM prefers IPv6.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final InetSocketAddress clientAddress;
    private final InetSocketAddress controllerAddress;
    private final Map<String, ServerSocketChannel> bound;

    private LoopbackListeners(ServerSocketChannel clients, ServerSocketChannel controller) {
        this.clientAddress = (InetSocketAddress) clients.socket().getLocalSocketAddress();
        this.controllerAddress = (InetSocketAddress) controller.socket().getLocalSocketAddress();
        this.bound = new ConcurrentHashMap<>(Map.of(CLIENTS, clients, CONTROLLER, controller));
    }

    /** Binds the chosen port for clients (0: a free one) and a free one for the controller, or refuses with the reason. */
    static LoopbackListeners bind(int port) {
        ServerSocketChannel clients = open(port);
        try {
            return new LoopbackListeners(clients, open(0));
        } catch (KafkaNotStartedException refused) {
            close(clients);
            throw refused;
        }
    }

    InetSocketAddress clientAddress() {
        return clientAddress;
    }

    InetSocketAddress controllerAddress() {
        return controllerAddress;
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
        ServerSocketChannel channel = bound.remove(listenerName);
        return channel != null
                ? channel
                : ServerSocketFactory.INSTANCE.openServerSocket(listenerName, address, backlog, receiveBuffer);
    }

    /** Closes what Kafka did not take; what it took, it closes itself. */
    @Override
    public void close() {
        bound.values().forEach(LoopbackListeners::close);
        bound.clear();
    }

    private static ServerSocketChannel open(int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false);
                return channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            } catch (IOException refused) {
                close(channel);
                throw refused;
            }
        } catch (IOException refused) {
            throw new KafkaNotStartedException(
                    PORT_UNAVAILABLE,
                    "Kafka cannot listen on " + HOST + ":" + port + " (" + refused.getMessage()
                            + "): stop what listens there, choose another Kafka port, or 0 for a free one.",
                    refused);
        }
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
