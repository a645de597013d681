package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Sends requests that differ by their correlation ID alone, one for each connection, on one thread and by one selector, so
 * that it takes little of the machine.
 *
 * <p>In a closed loop each connection asks again as soon as it is answered. At a fixed rate requests are due whether earlier
 * ones are answered or not, and latencies count from then: that is the correction for coordinated omission. A request that
 * is due but not answered at the end counts with its age.
 */
final class HttpLoad {

    /** The status that stands for a missing answer, when the server has closed the connection. */
    static final int CLOSED = 599;

    /**
     * After how many answers Tomcat closes a connection. Those that all began at once would all be closed at once, again and
     * again, and what is measured then is how soon so many connect; so each is closed early once, by how many it is.
     */
    private static final int LIFE = 100;

    /** The first requests, while a server accepts many new connections, count for the rate and not for latencies. */
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    private final int port;
    private final IntFunction<String> requests;

    private HttpLoad(int port, IntFunction<String> requests) {
        this.port = port;
        this.requests = requests;
    }

    static HttpLoad post(int port, String path, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nx-correlation-id: benchmark-%04d\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        return new HttpLoad(port, text.toString()::formatted);
    }

    Load closed(int connections, Duration time) {
        return new Run(0).go(connections, time);
    }

    Load atRate(int connections, int perSecond, Duration time) {
        return new Run(perSecond).go(connections, time);
    }

    /** One connection and the request on it. It is opened again when it is closed. */
    private final class Connection {
        private final HttpAnswer answer = new HttpAnswer();
        private final Selector selector;
        private final ByteBuffer request;
        private SocketChannel channel;
        private int answersUntilClosedEarly;
        private long due;

        Connection(Selector selector, int number) throws IOException {
            this.selector = selector;
            this.answersUntilClosedEarly = 1 + number % LIFE;
            byte[] text = requests.apply(number).getBytes(StandardCharsets.US_ASCII);
            this.request = ByteBuffer.allocateDirect(text.length).put(text);
            this.channel = open();
        }

        private SocketChannel open() throws IOException {
            SocketChannel opened = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_READ, this);
            return opened;
        }

        private void reopen() throws IOException {
            channel.close();
            answer.clear();
            channel = open();
        }

        void send() throws IOException {
            request.flip();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        /** The status of the answer once it is there as a whole, otherwise 0. */
        int read() throws IOException {
            if (!answer.readFrom(channel)) {
                reopen();
                return CLOSED;
            }
            if (!answer.isWhole()) {
                return 0;
            }
            int status = answer.status();
            answersUntilClosedEarly--;
            if (answer.closes() || answersUntilClosedEarly == 0) {
                reopen();
            } else {
                answer.clear();
            }
            return status;
        }
    }

    private final class Run {
        private final Histogram latencies = Load.histogram();
        private final Histogram refusals = Load.histogram();
        private final Map<Integer, Long> answers = new HashMap<>();
        private final Deque<Connection> idle = new ArrayDeque<>();
        private final long interval;
        private long start;
        private long from;
        private long end;
        private long sent;

        Run(int perSecond) {
            this.interval = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        }

        Load go(int count, Duration time) {
            List<Connection> all = new ArrayList<>();
            try (Selector selector = Selector.open()) {
                for (int i = 0; i < count; i++) {
                    all.add(new Connection(selector, i));
                }
                idle.addAll(all);
                start = System.nanoTime();
                from = start + LEAD_IN.toNanos();
                end = from + time.toNanos();
                loop(selector);
                for (long due = due(); interval > 0 && due < end; due = due()) {
                    record(due);
                    sent++;
                }
                for (Connection connection : all) {
                    if (interval > 0 && !idle.contains(connection)) {
                        record(connection.due);
                    }
                    connection.channel.close();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return new Load(latencies, refusals, answers, Duration.ofNanos(System.nanoTime() - start));
        }

        private void loop(Selector selector) throws IOException {
            for (long now = start; now < end; now = System.nanoTime()) {
                while (!idle.isEmpty() && (interval == 0 || due() <= now)) {
                    send(idle.remove(), interval == 0 ? System.nanoTime() : due());
                }
                selector.select(interval == 0 ? 100 : 1);
                for (SelectionKey key : selector.selectedKeys()) {
                    take((Connection) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        }

        private long due() {
            return start + sent * interval;
        }

        private void send(Connection connection, long due) throws IOException {
            connection.due = due;
            sent++;
            connection.send();
        }

        private void record(long due) {
            if (due >= from) {
                latencies.recordValue(Math.max(1, System.nanoTime() - due));
            }
        }

        private void take(Connection connection) throws IOException {
            int status = connection.read();
            if (status > 0) {
                record(connection.due);
                if (status != Load.OK && connection.due >= from) {
                    refusals.recordValue(Math.max(1, System.nanoTime() - connection.due));
                }
                answers.merge(status, 1L, Long::sum);
                idle.add(connection);
            }
        }
    }
}
