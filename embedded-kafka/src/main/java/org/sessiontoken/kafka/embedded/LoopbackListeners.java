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
 * The two ports on 127.0.0.1. They are bound before Kafka starts, and passed to Kafka when it opens its sockets.
 *
 * <p>If a free port were only looked up and Kafka bound it, another process could take the port in between. Kafka also
 * reports a port that is in use only after it has opened its data.
 */
final class LoopbackListeners implements ServerSocketFactory, AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    // InetAddress.getLoopbackAddress() is ::1 in a JVM that prefers IPv6.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final InetSocketAddress clientAddress;
    private final InetSocketAddress controllerAddress;
    private final Map<String, ServerSocketChannel> bound;

    private LoopbackListeners(ServerSocketChannel clients, ServerSocketChannel controller) {
        this.clientAddress = (InetSocketAddress) clients.socket().getLocalSocketAddress();
        this.controllerAddress = (InetSocketAddress) controller.socket().getLocalSocketAddress();
        this.bound = new ConcurrentHashMap<>(Map.of(CLIENTS, clients, CONTROLLER, controller));
    }

    /** Binds this port for clients (0: a free port) and a free port for the controller, or refuses with the reason. */
    static LoopbackListeners bind(int port) {
        ServerSocketChannel clients = open(port);
        try {
            return new LoopbackListeners(clients, open(0));
        } catch (Throwable failure) {
            close(clients);
            throw failure;
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

    /** Closes the sockets that Kafka has not opened. Kafka closes the others itself. */
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
