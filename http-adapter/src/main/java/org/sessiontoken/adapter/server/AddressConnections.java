package org.sessiontoken.adapter.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each network address holds. The addresses of IPv6 that have the same first 64 bits count as one, since
 * whoever has one of them has all of them. Safe for all threads.
 */
final class AddressConnections {

    private static final int NETWORK_BYTES = 8;

    private final Map<SocketChannel, InetAddress> addresses = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();
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
        InetAddress counted = network(address);
        if (counts.merge(counted, 1, Integer::sum) > max) {
            release(counted);
            return false;
        }
        addresses.put(connection, counted);
        return true;
    }

    /** Takes back the count of a connection that has ended. A second time it does nothing. */
    void remove(SocketChannel connection) {
        InetAddress counted = addresses.remove(connection);
        if (counted != null) {
            release(counted);
        }
    }

    private void release(InetAddress counted) {
        counts.computeIfPresent(counted, (address, count) -> count == 1 ? null : count - 1);
    }

    static @Nullable InetAddress address(SocketChannel connection) {
        try {
            return connection.getRemoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        } catch (IOException closed) {
            return null;
        }
    }

    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException ofAnotherLength) {
            throw new IllegalStateException("an address of IPv6 has 16 bytes", ofAnotherLength);
        }
    }
}
