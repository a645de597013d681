package org.sessiontoken.faults.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes the bytes of TCP connections between whoever connects and a target on this machine, and does to them what it is told:
 * now, and for connections that are open as well as new ones.
 */
public final class Relay implements AutoCloseable {

    /** What happens to the bytes. */
    public enum Mode {
        /** They pass. */
        PASS,
        /** Each part of them passes some time later, in both directions. */
        DELAY,
        /** Connections are cut, and new ones as soon as they are accepted. */
        CUT,
        /** They are accepted and do not pass, and nobody is told. */
        SWALLOW,
        /** What is asked passes; now and then, in place of the answer, the connection is cut. */
        CUT_ANSWERS
    }

    /** @param cutOneOf of so many parts of answers one is not given */
    record Order(Mode mode, Duration delay, int cutOneOf) {}

    private static final Order PASSING = new Order(Mode.PASS, Duration.ZERO, 1);

    private final ServerSocket server;
    private final int target;
    private final Random random;
    private volatile Order order = PASSING;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Relay(ServerSocket server, int target, Random random) {
        this.server = server;
        this.target = target;
        this.random = random;
    }

    /**
     * Listens on a port, and passes to another.
     *
     * @param random decides which answers are cut
     */
    public static Relay open(int port, int target, Random random) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Relay relay = new Relay(server, target, random);
            Link.thread("relay-" + server.getLocalPort(), relay::accept);
            return relay;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Lets all pass again. Whoever was cut connects again by itself; whoever was swallowed is cut now. */
    public void pass() {
        boolean swallowed = order.mode() == Mode.SWALLOW;
        order = PASSING;
        if (swallowed) {
            cutAll();
        }
    }

    /** Passes each part so much later. */
    public void delay(Duration delay) {
        order = new Order(Mode.DELAY, delay, 1);
    }

    /** Cuts all connections, and keeps new ones from being made. */
    public void cut() {
        order = new Order(Mode.CUT, Duration.ZERO, 1);
        cutAll();
    }

    /** Takes all bytes and passes none. */
    public void swallow() {
        order = new Order(Mode.SWALLOW, Duration.ZERO, 1);
    }

    /** Cuts a connection in place of one of so many parts of answers, after what was asked has arrived. */
    public void cutAnswers(int oneOf) {
        order = new Order(Mode.CUT_ANSWERS, Duration.ZERO, oneOf);
    }

    private void cutAll() {
        links.forEach(Link::cut);
    }

    Order order() {
        return order;
    }

    boolean cutsNow(Order now) {
        synchronized (random) {
            return random.nextInt(now.cutOneOf()) == 0;
        }
    }

    void ended(Link link) {
        links.remove(link);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket caller = server.accept();
                if (order().mode() == Mode.CUT) {
                    caller.close();
                } else {
                    link(caller);
                }
            } catch (IOException ended) {
                // Closed, or one connection failed: the next may not.
            }
        }
    }

    private void link(Socket caller) throws IOException {
        Socket called = new Socket();
        try {
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
        } catch (IOException nobodyThere) {
            caller.close();
            return;
        }
        Link link = new Link(this, caller, called);
        links.add(link);
        link.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException gone) {
            // Nothing listens then.
        }
        cutAll();
    }
}
