package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sessiontoken.benchmarks.Programs.Adapter;

/**
 * Does an adapter read more when there are more of them? Each is asked at the same rate, however many there are, and Kafka's
 * client in each tells how much it has read.
 *
 * <p>Arguments: the folder for data, the folder for results, and how many seconds each measurement takes.
 */
final class Adapters {

    private static final List<Integer> COUNTS = List.of(1, 2, 4);
    private static final int PER_SECOND = 100;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final String REPLIES = "client-id=session-token-client-http-adapter";
    private static final String RECORDS = "kafka.consumer:type=consumer-fetch-manager-metrics," + REPLIES;
    private static final String NETWORK = "kafka.consumer:type=consumer-metrics," + REPLIES;

    private final Duration time;
    private final StringBuilder text = new StringBuilder();

    private Adapters(Duration time) {
        this.time = time;
    }

    public static void main(String[] args) throws IOException {
        Adapters measured = new Adapters(Duration.ofSeconds(Integer.parseInt(args[2])));
        try (Programs programs = new Programs(Path.of(args[0]))) {
            measured.run(programs);
        }
        Tables.write(Path.of(args[1]), "adapters.md", measured.text);
    }

    private void run(Programs programs) {
        text.append("# What each adapter reads of the reply topic\n\n")
                .append(Tables.machine())
                .append("; each adapter is asked ")
                .append(PER_SECOND)
                .append(" times a second, for ")
                .append(time.toSeconds())
                .append(
                        " s. Lowest to highest of the adapters; counted by Kafka's client in each. Bytes received hold what the"
                                + " protocol adds, also to fetches that find nothing.\n\n");
        Tables.head(
                text,
                "adapters",
                "partitions",
                "answered 200 a second, each",
                "not 200, all",
                "records read per answer",
                "bytes of records per answer",
                "bytes received per answer");
        programs.broker("broker", programs.brokerSettings());
        List<Adapter> running = new ArrayList<>();
        for (int count : COUNTS) {
            while (running.size() < count) {
                running.add(adapter(programs, running.size(), running.size()));
            }
            row("one each", running);
        }
        running.forEach(adapter -> programs.stop(adapter.jvm()));
        List<Adapter> sharing = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            sharing.add(adapter(programs, i, 0));
        }
        row("one for all", sharing);
    }

    private static Adapter adapter(Programs programs, int number, int partition) {
        Adapter adapter = programs.adapter("adapter-" + number, "--ags.adapter.reply-partition=" + partition);
        // An adapter whose code is not compiled yet falls behind the rate.
        adapter.front().load(Programs.SIGN_IN).closed(CONNECTIONS, WARM_UP);
        return adapter;
    }

    private void row(String partitions, List<Adapter> adapters) {
        List<Reading> readings = measure(adapters);
        Tables.row(
                text,
                Integer.toString(adapters.size()),
                partitions,
                Tables.range(readings, reading -> reading.load.perSecond(), 1),
                Tables.number(
                        readings.stream()
                                .mapToLong(reading -> reading.load.all() - reading.load.good())
                                .sum(),
                        0),
                Tables.range(readings, reading -> reading.records / reading.load.all(), 2),
                Tables.range(readings, reading -> reading.bytes / reading.load.all(), 0),
                Tables.range(readings, reading -> reading.received / reading.load.all(), 0));
    }

    /** All are asked at the same time, each by a thread of its own. */
    private List<Reading> measure(List<Adapter> adapters) {
        ExecutorService askers = Executors.newFixedThreadPool(adapters.size());
        try {
            return adapters.stream()
                    .map(adapter -> CompletableFuture.supplyAsync(() -> measure(adapter), askers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            askers.shutdown();
        }
    }

    private Reading measure(Adapter adapter) {
        double records = adapter.jvm().figure(RECORDS, "records-consumed-total");
        double bytes = adapter.jvm().figure(RECORDS, "bytes-consumed-total");
        double received = adapter.jvm().figure(NETWORK, "incoming-byte-total");
        Load load = adapter.front().load(Programs.SIGN_IN).atRate(CONNECTIONS, PER_SECOND, time);
        return new Reading(
                load,
                adapter.jvm().figure(RECORDS, "records-consumed-total") - records,
                adapter.jvm().figure(RECORDS, "bytes-consumed-total") - bytes,
                adapter.jvm().figure(NETWORK, "incoming-byte-total") - received);
    }

    /** The answers of an adapter, and the number of bytes that it read meanwhile. */
    private record Reading(Load load, double records, double bytes, double received) {}
}
