package org.sessiontoken.kafka.embedded;

import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.PORT_UNAVAILABLE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The ports on 127.0.0.1. They are bound before Kafka starts, and passed to Kafka when it opens its sockets.
 *
 * <p>If a free port were only looked up and Kafka bound it, another process could take the port in between. Kafka also
 * reports a port that is in use only after it has opened its data.
 */
final class LoopbackListeners implements ServerSocketFactory, AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";
    static final String SECURED = "SECURED";

    // InetAddress.getLoopbackAddress() is ::1 in a JVM that prefers IPv6.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Map<String, InetSocketAddress> addresses = new HashMap<>();
    private final Map<String, ServerSocketChannel> bound = new ConcurrentHashMap<>();

    private LoopbackListeners() {}

    /**
     * Binds the ports of the settings (0: a free port) and a free port for the controller, or refuses with the reason.
     */
    static LoopbackListeners bind(EmbeddedKafkaSettings settings) {
        LoopbackListeners listeners = new LoopbackListeners();
        try {
            listeners.bind(CLIENTS, settings.port());
            listeners.bind(CONTROLLER, 0);
            settings.secured().ifPresent(secured -> listeners.bind(SECURED, secured.port()));
            return listeners;
        } catch (Throwable failure) {
            listeners.close();
            throw failure;
        }
    }

    private void bind(String listener, int port) {
        ServerSocketChannel channel = open(port);
        bound.put(listener, channel);
        addresses.put(listener, (InetSocketAddress) channel.socket().getLocalSocketAddress());
    }

    /** The address of a listener that was bound. */
    InetSocketAddress address(String listener) {
        return Objects.requireNonNull(addresses.get(listener), listener);
    }

    /** The same, as host and port. */
    String hostAndPort(String listener) {
        return HOST + ":" + address(listener).getPort();
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
