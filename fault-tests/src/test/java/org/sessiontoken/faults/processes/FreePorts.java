package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on now, below those that Linux gives to outgoing connections: a program that is started again
 * finds its port free.
 */
final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private static int next = ThreadLocalRandom.current().nextInt(FIRST, LAST);

    private FreePorts() {}

    static synchronized int next() {
        for (int tries = FIRST; tries < LAST; tries++) {
            next = next < LAST ? next + 1 : FIRST;
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), next));
                return next;
            } catch (IOException taken) {
                // The next may be free.
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + LAST + " is free");
    }
}
