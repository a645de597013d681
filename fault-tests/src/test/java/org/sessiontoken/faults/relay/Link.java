package org.sessiontoken.faults.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.sessiontoken.faults.relay.Relay.Mode;
import org.sessiontoken.faults.relay.Relay.Order;

/** One connection through the relay: two sockets, and two threads for each direction, so that a delay holds up no reading. */
final class Link {

    private static final int BUFFER = 64 * 1024;

    private final Relay relay;
    private final Socket caller;
    private final Socket called;

    Link(Relay relay, Socket caller, Socket called) {
        this.relay = relay;
        this.caller = caller;
        this.called = called;
    }

    void start() throws IOException {
        caller.setTcpNoDelay(true);
        called.setTcpNoDelay(true);
        pump(caller, called, false);
        pump(called, caller, true);
    }

    private void pump(Socket from, Socket to, boolean answers) {
        BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
        thread("relay-in", () -> read(from, parts, answers));
        thread("relay-out", () -> write(to, parts));
    }

    private void read(Socket from, BlockingQueue<Part> parts, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Order now = relay.order();
                if (answers && now.mode() == Mode.CUT_ANSWERS && relay.cutsNow(now)) {
                    break;
                }
                if (now.mode() != Mode.SWALLOW) {
                    parts.add(new Part(
                            Arrays.copyOf(buffer, length),
                            System.nanoTime() + now.delay().toNanos()));
                }
            }
        } catch (IOException cut) {
            // As the end of it.
        }
        parts.add(Part.END);
    }

    private void write(Socket to, BlockingQueue<Part> parts) {
        try {
            OutputStream out = to.getOutputStream();
            for (Part part = parts.take(); part != Part.END; part = parts.take()) {
                long wait = part.due - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
                out.write(part.bytes);
            }
        } catch (IOException cut) {
            // As the end of it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    void cut() {
        relay.ended(this);
        close(caller);
        close(called);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It was the aim.
        }
    }

    static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Bytes that pass together. */
    private static final class Part {
        static final Part END = new Part(new byte[0], 0);

        private final byte[] bytes;
        private final long due;

        /** @param due when it may pass, on the clock of {@link System#nanoTime} */
        Part(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }
    }
}
