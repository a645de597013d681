package org.sessiontoken.adapter.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.IpAddress;

/**
 * How many connections each network address holds, and since when. The addresses of IPv6 that have the same first 64 bits count as one, since
 * whoever has one of them has all of them. Safe for all threads.
 */
final class AddressConnections {

    private final Map<SocketChannel, Held> connections = new ConcurrentHashMap<>();
    private final Map<IpAddress, Integer> counts = new ConcurrentHashMap<>();
    private volatile int max = Integer.MAX_VALUE;

    void setMax(int connections) {
        this.max = connections;
    }

    /** Counts a connection, unless its address holds the maximum. */
    boolean add(SocketChannel connection) {
        InetAddress address = address(connection);
        if (address == null) {
            // The caller has left already; the server notices when it reads.
            return true;
        }
        IpAddress counted = IpAddress.of(address).network();
        if (counts.merge(counted, 1, Integer::sum) > max) {
            release(counted);
            return false;
        }
        connections.put(connection, new Held(counted, System.nanoTime()));
        return true;
    }

    /** Whether a connection that is counted was added longer ago than this. */
    boolean isOlderThan(Duration age, SocketChannel connection) {
        Held held = connections.get(connection);
        return held != null && System.nanoTime() - held.sinceNanos() > age.toNanos();
    }

    /** Takes back the count of a connection that has ended. A second time it does nothing. */
    void remove(SocketChannel connection) {
        Held held = connections.remove(connection);
        if (held != null) {
            release(held.counted());
        }
    }

    private void release(IpAddress counted) {
        counts.computeIfPresent(counted, (address, count) -> count == 1 ? null : count - 1);
    }

    static @Nullable InetAddress address(SocketChannel connection) {
        try {
            return connection.getRemoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        } catch (IOException closed) {
            return null;
        }
    }

    /**
     * A connection that is counted.
     *
     * @param counted the address for which it counts
     * @param sinceNanos when it was added
     */
    private record Held(IpAddress counted, long sinceNanos) {}
}
