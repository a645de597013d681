package org.sessiontoken.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Streams of server-sent events that are open; what is sent goes to all of them. */
final class EventStreams {

    private final List<OutputStream> open = new CopyOnWriteArrayList<>();

    void add(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream stream = exchange.getResponseBody();
        stream.write(":\n\n".getBytes(UTF_8));
        stream.flush();
        open.add(stream);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void send(String event, String data) {
        byte[] bytes = ("event:" + event + "\ndata:" + data + "\n\n").getBytes(UTF_8);
        for (OutputStream stream : open) {
            try {
                stream.write(bytes);
                stream.flush();
            } catch (IOException closed) {
                open.remove(stream);
            }
        }
    }

    void close() {
        for (OutputStream stream : open) {
            try {
                stream.close();
            } catch (IOException closedAlready) {
                open.remove(stream);
            }
        }
        open.clear();
    }
}
