package org.sessiontoken.broker.outbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says, on the bare connection, what no decent one would. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Talk talk;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();

    RawServer(Talk talk) throws IOException {
        this.talk = talk;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    int connections() {
        return connections.get();
    }

    /** Completes when the other end of a connection has gone. */
    CompletableFuture<Void> hungUp() {
        return hungUp;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = head.readLine(); line != null; line = head.readLine()) {
                if (line.isEmpty()) {
                    talk.to(connection.getOutputStream());
                }
            }
            hungUp.complete(null);
        } catch (IOException gone) {
            hungUp.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    /** What is said once a request's head has come. */
    interface Talk {
        void to(OutputStream out) throws IOException;

        static Talk saying(String text) {
            return out -> write(out, text);
        }

        /** Something, and then a piece over and over until nobody listens any more. */
        static Talk withoutEnd(String first, String piece) {
            return out -> {
                write(out, first);
                while (!Thread.currentThread().isInterrupted()) {
                    write(out, piece);
                }
            };
        }

        private static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
