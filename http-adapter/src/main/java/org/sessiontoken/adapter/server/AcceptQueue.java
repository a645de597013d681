package org.sessiontoken.adapter.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The connections that the system has accepted and the server has not. To close a port while there are some resets them, and
 * with them the first requests of their callers; so the thread that accepts connections closes the port when it finds none.
 *
 * <pre>
 * draining --accept() finds none--> closed --release()--> the accepting thread ends
 * </pre>
 */
final class AcceptQueue {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Lets the accepting thread close the port, and returns whether it has done so before long. */
    boolean drain(InetSocketAddress port) {
        InetAddress address =
                port.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : port.getAddress();
        // The thread waits for a connection, and looks for the change only after it has one.
        try (Socket ignored = new Socket(address, port.getPort())) {
            return await(closed);
        } catch (IOException refused) {
            // A caller's connection was faster, so that the port is closed already.
            return await(closed);
        }
    }

    /** The next connection, without waiting for one. If there is none, the port is closed, and the result is no connection. */
    SocketChannel accept(ServerSocketChannel port) throws IOException {
        if (port.isOpen()) {
            port.configureBlocking(false);
            SocketChannel next = port.accept();
            if (next != null) {
                return next;
            }
            port.close();
            closed.countDown();
        }
        await(released);
        return SocketChannel.open();
    }

    /** Lets the accepting thread end, after the server has told it to. */
    void release() {
        released.countDown();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
