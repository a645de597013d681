package org.sessiontoken.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.sessiontoken.benchmarks.Programs.Adapter;
import org.sessiontoken.benchmarks.Side.Sample;

/**
 * What tracing costs. The same programs run side by side, each kind with a Kafka of its own, and are asked in turn, round after round, so
 * that a drift of the machine falls on all alike. What counts is the ratio within a round.
 *
 * <p>Arguments: the folder for data, the folder for results, how many rounds, how many seconds each measurement takes, and the folder of
 * an earlier build to compare with, or nothing.
 */
final class Tracing implements AutoCloseable {

    private static final String OFF = "off";
    private static final int IN_FLIGHT = 256;
    private static final Duration SETTLING = Duration.ofMillis(700);

    private final Path folder;
    private final Duration time;
    private final HttpServer collector;
    private final AtomicLong received = new AtomicLong();
    private final List<Programs> programs = new ArrayList<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private Tracing(Path folder, Duration time) throws IOException {
        this.folder = folder;
        this.time = time;
        this.collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::receive);
        collector.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        received.addAndGet(exchange.getRequestBody().readAllBytes().length);
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[2]);
        try (Tracing tracing = new Tracing(Path.of(args[0]), Duration.ofSeconds(Integer.parseInt(args[3])))) {
            List<Side> sides = new ArrayList<>();
            if (!args[4].isEmpty()) {
                sides.add(tracing.side("before", classPathOf(Path.of(args[4]))));
            }
            String classPath = System.getProperty("java.class.path");
            sides.add(tracing.side(OFF, classPath));
            sides.add(tracing.side("on, 1 %", classPath, tracing.settings(0.01)));
            sides.add(tracing.side("on, 100 %", classPath, tracing.settings(1)));
            sides.forEach(Side::warmUp);
            tracing.measure(sides, rounds);
            Tables.write(Path.of(args[1]), "tracing.md", tracing.text(rounds));
        }
    }

    /** What an earlier build says is its class path, and its own classes. */
    private static String classPathOf(Path build) throws IOException {
        Path target = build.toAbsolutePath().resolve("benchmarks").resolve("target");
        return target.resolve("test-classes") + ":"
                + Files.readString(target.resolve("class-path.txt")).strip();
    }

    private String[] settings(double probability) {
        return new String[] {
            "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                    + collector.getAddress().getPort() + "/v1/traces",
            "management.tracing.sampling.probability=" + probability
        };
    }

    private Side side(String name, String classPath, String... settings) throws IOException {
        Programs own = new Programs(Files.createDirectories(folder.resolve("side-" + programs.size())), classPath);
        programs.add(own);
        BrokerSettings broker = own.brokerSettings();
        List<String> adapter = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            broker.set(setting.substring(0, equals), setting.substring(equals + 1));
            adapter.add("--" + setting);
        }
        Jvm service = own.broker("broker", broker);
        Adapter front = own.adapter("adapter", adapter.toArray(String[]::new));
        HttpLoad load = front.front().load(Programs.SIGN_IN);
        return new Side(name, List.of(own.kafka(), front.jvm(), service), load::closed, load);
    }

    private void measure(List<Side> sides, int rounds) {
        List<Side> order = new ArrayList<>(sides);
        sides.forEach(side -> samples.put(side.name(), new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (Side side : order) {
                Await.pause(SETTLING);
                Sample sample = side.measure(IN_FLIGHT, time);
                Report.of(samples, side.name()).add(sample);
                System.out.printf(
                        "%-12s %8.0f/s  %6.1f us of processor time%n",
                        side.name(), sample.load().perSecond(), sample.cpuMicros());
            }
            // Whoever is asked first would always find the machine as the last one has left it.
            Collections.rotate(order, 1);
        }
    }

    private String text(int rounds) {
        StringBuilder text = new StringBuilder("# What tracing costs\n\n")
                .append(Tables.machine())
                .append("; flags of every JVM: `")
                .append(String.join(" ", Jvm.flags()))
                .append("`; ")
                .append(rounds)
                .append(" rounds of ")
                .append(time.toSeconds())
                .append(" s with ")
                .append(IN_FLIGHT)
                .append(
                        " requests in flight. Ratios are to `off` in the same round: the median, and the lowest and the highest. A")
                .append(" collector got ")
                .append(Tables.number(received.get() / 1024.0 / 1024.0, 1))
                .append(" MiB of spans.\n\n");
        Tables.head(
                text,
                "tracing",
                "requests/s",
                "ratio",
                "processor time per request, us",
                "ratio",
                "KiB allocated per request",
                "p99 ms");
        samples.forEach((name, own) -> Tables.row(
                text,
                name,
                Tables.number(Tables.middle(own, sample -> sample.load().perSecond()), 0),
                ratio(own, sample -> sample.load().perSecond()),
                Tables.number(Tables.middle(own, Sample::cpuMicros), 1),
                ratio(own, Sample::cpuMicros),
                Tables.number(Tables.middle(own, Sample::kibAllocated), 1),
                Tables.number(Tables.middle(own, sample -> sample.load().millis(99)), 1)));
        return text.toString();
    }

    private String ratio(List<Sample> own, ToDoubleFunction<Sample> figure) {
        List<Sample> off = Report.of(samples, OFF);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < own.size(); round++) {
            ratios.add(figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(off.get(round)));
        }
        return Tables.number(Tables.middle(ratios, ratio -> ratio), 3) + " (" + Tables.range(ratios, ratio -> ratio, 3)
                + ")";
    }

    @Override
    public void close() {
        programs.forEach(Programs::close);
        collector.stop(0);
    }
}
