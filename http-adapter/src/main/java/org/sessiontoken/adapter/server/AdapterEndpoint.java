package org.sessiontoken.adapter.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.Acceptor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections. Those above the maximum of an address are closed at once: an answer would have to wait for a request.
 */
final class AdapterEndpoint extends NioEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(AdapterEndpoint.class);

    /**
     * The size of a connection's send buffer. All small answers that a connection carries fit into it, so that no thread
     * waits for a caller that sends requests and never reads. The system's own size starts smaller and grows as it likes.
     */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private static final int ACCEPTOR_END_MILLIS = 1_000;
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final AddressConnections addresses = new AddressConnections();
    private volatile @Nullable AcceptQueue closing;
    private long loggedAt = System.nanoTime() - LOG_INTERVAL.toNanos();

    AdapterEndpoint() {
        getSocketProperties().setTxBufSize(SEND_BUFFER_BYTES);
    }

    void setMaxConnectionsPerAddress(int max) {
        addresses.setMax(max);
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new ReleaseListener(handler, addresses));
    }

    /** Stops accepting connections, once none is left that the system has accepted already. */
    void stopAccepting() {
        AcceptQueue queue = new AcceptQueue();
        closing = queue;
        if (drain(queue)) {
            acceptor.stopMillis(0);
            queue.release();
            awaitEndOfAcceptor();
        }
        closeServerSocketGraceful();
        closing = null;
    }

    /** Otherwise Tomcat would look for the port, to wake the thread up, and log a warning because there is none. */
    private void awaitEndOfAcceptor() {
        acceptor.stopMillis(ACCEPTOR_END_MILLIS);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ACCEPTOR_END_MILLIS);
        while (acceptor.getState() != Acceptor.AcceptorState.ENDED && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private boolean drain(AcceptQueue queue) {
        try {
            InetSocketAddress local = getLocalAddress();
            return local != null && queue.drain(local);
        } catch (IOException unreachable) {
            return false;
        }
    }

    @Override
    protected SocketChannel serverSocketAccept() throws Exception {
        AcceptQueue queue = closing;
        return queue == null ? super.serverSocketAccept() : queue.accept((ServerSocketChannel) getServerSocket());
    }

    /** Only the thread that accepts connections calls this. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (addresses.add(socket)) {
            if (super.setSocketOptions(socket)) {
                return true;
            }
            addresses.remove(socket);
            return false;
        }
        logRefusal(socket);
        destroySocket(socket);
        return false;
    }

    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(
            SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        return new HandshakeBound(socket, event);
    }

    private boolean isHandshakeTooSlow(NioChannel channel) {
        int timeout = getConnectionTimeout();
        return timeout > 0
                && !channel.isHandshakeComplete()
                && addresses.isOlderThan(Duration.ofMillis(timeout), channel.getIOChannel());
    }

    private void logRefusal(SocketChannel socket) {
        long now = System.nanoTime();
        if (now - loggedAt < LOG_INTERVAL.toNanos()) {
            return;
        }
        loggedAt = now;
        LOG.atWarn()
                .addKeyValue(LogKeys.ADDRESS, Objects.toString(AddressConnections.address(socket)))
                .addKeyValue(LogKeys.REASON, "it has more than ags.adapter.max-connections-per-address")
                .log("Connections of an address are closed; this is logged once a minute");
    }

    /**
     * Bounds the time of a whole TLS handshake. Tomcat bounds each pause, so that a caller could send one byte after the other
     * for hours. Whoever sends none is noticed by Tomcat.
     */
    private final class HandshakeBound extends SocketProcessor {

        HandshakeBound(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            super(socket, event);
        }

        @Override
        protected void doRun() {
            if (isHandshakeTooSlow(socketWrapper.getSocket())) {
                event = SocketEvent.ERROR;
            }
            super.doRun();
        }
    }

    /** Tells of each connection that ends, and leaves the rest to Tomcat. */
    private record ReleaseListener(Handler<NioChannel> handler, AddressConnections addresses)
            implements Handler<NioChannel> {

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent status) {
            return handler.process(socket, status);
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            SocketChannel connection = socket.getSocket().getIOChannel();
            if (connection != null) {
                addresses.remove(connection);
            }
            handler.release(socket);
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
