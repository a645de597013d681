package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.sessiontoken.benchmarks.Backlog.Drained;

/**
 * Does throughput grow with broker instances? Once where instances are the limit, since an auth service takes its time and each
 * instance may ask it only so many questions at once; and once where processors are.
 *
 * <p>Arguments: the folder for data, the folder for results, and how many seconds each measurement takes.
 */
final class Scale {

    /** There and back, so that a drift of the machine falls on all alike. */
    private static final List<Integer> INSTANCES = List.of(1, 2, 3, 3, 2, 1);

    private static final int MAX_IN_FLIGHT = 16;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(100);
    private static final int ASKED_PER_SECOND = 1_000;
    private static final int CONNECTIONS = 256;
    private static final int WARM_UP = 50_000;
    private static final int BATCH = 25_000;
    private static final String SLOW = "Slow";

    private final Programs programs;
    private final Backlog backlog;
    private final Duration time;
    private final List<Jvm> brokers = new ArrayList<>();
    private final Map<Integer, List<Asked>> slow = new TreeMap<>();
    private final Map<Integer, List<Drained>> busy = new TreeMap<>();
    private double rate;

    private Scale(Programs programs, Backlog backlog, Duration time) {
        this.programs = programs;
        this.backlog = backlog;
        this.time = time;
    }

    public static void main(String[] args) throws IOException {
        try (Programs programs = new Programs(Path.of(args[0]));
                Backlog backlog = new Backlog(programs.bootstrapServers, programs.operator)) {
            Scale scale = new Scale(programs, backlog, Duration.ofSeconds(Integer.parseInt(args[2])));
            scale.run();
            Tables.write(Path.of(args[1]), "scale.md", scale.markdown());
        }
    }

    private void run() {
        set(1);
        Front front =
                programs.adapter("adapter", "--ags.adapter.reply-partition=0").front();
        front.load(Programs.SIGN_IN).closed(CONNECTIONS, Duration.ofSeconds(5));
        for (int instances : INSTANCES) {
            set(instances);
            HttpLoad load = front.load(SLOW);
            load.atRate(CONNECTIONS, ASKED_PER_SECOND, Duration.ofSeconds(2));
            Machine.Watch watch = programs.machine().watch();
            Load answered = load.atRate(CONNECTIONS, ASKED_PER_SECOND, time);
            keep(slow, instances, new Asked(answered, watch.busyShare(), watch.othersShare()));
            // Enough for the measurement, and for the time before and after it.
            int count = (int) (rate * (time.toSeconds() / 0.8 + 1));
            keep(busy, instances, backlog.measure(count, programs.machine(), programs.kafka(), brokers));
        }
    }

    private static <T> void keep(Map<Integer, List<T>> in, int instances, T measured) {
        System.out.println(instances + " instances: " + measured);
        in.computeIfAbsent(instances, none -> new ArrayList<>()).add(measured);
    }

    /** Lets this many instances share the partitions; new ones get requests until their code is compiled. */
    private void set(int instances) {
        boolean started = brokers.size() < instances;
        while (brokers.size() > instances) {
            programs.stop(brokers.remove(brokers.size() - 1));
        }
        while (brokers.size() < instances) {
            brokers.add(programs.broker("broker-" + (brokers.size() + 1), settings()));
        }
        programs.awaitSharing(instances);
        for (int done = 0; started && done < WARM_UP * instances; done += BATCH) {
            rate = backlog.workOff(BATCH);
        }
    }

    private BrokerSettings settings() {
        return programs.brokerSettings()
                .authService(
                        SLOW,
                        "hanging",
                        "options.answers-after=" + ANSWERS_AFTER.toMillis() + "ms",
                        "guard.max-concurrent-calls=" + MAX_IN_FLIGHT)
                .set("ags.broker.max-deadline", Backlog.DEADLINE);
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("# Throughput by broker instances\n\n")
                .append(Tables.machine())
                .append("; flags of every JVM: `")
                .append(String.join(" ", Jvm.flags()))
                .append("`. Each is measured twice, for about ")
                .append(time.toSeconds())
                .append(" s; means. Shares are of the time of all processors.\n");
        slow(text);
        busy(text);
        return text.toString();
    }

    private void slow(StringBuilder text) {
        text.append("\n## An auth service that takes its time\n\nIt answers after ")
                .append(ANSWERS_AFTER.toMillis())
                .append(" ms, and each instance has at most ")
                .append(MAX_IN_FLIGHT)
                .append(" requests in flight to it, which makes ")
                .append(MAX_IN_FLIGHT * 1_000 / ANSWERS_AFTER.toMillis())
                .append(" a second at the most. Whatever the number of instances, ")
                .append(ASKED_PER_SECOND)
                .append(
                        " a second are asked for over HTTP, with what the instances refuse at once; only answers with a token"
                                + " count.\n\n");
        Tables.head(
                text, "instances", "tokens a second", "to one instance", "refused a second", "used, %", "by others, %");
        slow.forEach((instances, asked) -> Tables.row(
                text,
                Integer.toString(instances),
                Tables.number(mean(asked, one -> one.load.perSecond()), 0),
                Tables.number(
                        mean(asked, one -> one.load.perSecond()) / mean(first(slow), one -> one.load.perSecond()), 2),
                Tables.number(mean(asked, Asked::refusedPerSecond), 0),
                Tables.percent(mean(asked, Asked::busy)),
                Tables.percent(mean(asked, Asked::others))));
    }

    private void busy(StringBuilder text) {
        text.append(
                "\n## An auth service that takes processor time\n\n`shared-secret-jwt`: instances work off a backlog of"
                        + " requests, on the same processors as Kafka. Nobody asks or reads meanwhile.\n\n");
        Tables.head(
                text,
                "instances",
                "tokens a second",
                "to one instance",
                "without a token",
                "used, %",
                "by brokers, %",
                "by Kafka, %",
                "by others, %",
                "CPU µs of brokers per request");
        busy.forEach((instances, drained) -> Tables.row(
                text,
                Integer.toString(instances),
                Tables.number(mean(drained, Drained::perSecond), 0),
                Tables.number(mean(drained, Drained::perSecond) / mean(first(busy), Drained::perSecond), 2),
                Tables.number(mean(drained, one -> one.replied() - one.issued()), 0),
                Tables.percent(mean(drained, Drained::busy)),
                Tables.percent(mean(drained, Drained::brokers)),
                Tables.percent(mean(drained, Drained::kafka)),
                Tables.percent(mean(drained, Drained::others)),
                Tables.number(mean(drained, Drained::brokerMicros), 0)));
    }

    private static <T> List<T> first(Map<Integer, List<T>> of) {
        return Report.of(of, 1);
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> figure) {
        return of.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** The answers of the slow auth service, and the share of the processors that was used, by us and by others. */
    private record Asked(Load load, double busy, double others) {

        double refusedPerSecond() {
            return (load.all() - load.good()) * 1e9 / load.took().toNanos();
        }

        @Override
        public String toString() {
            return load.answers() + " in " + load.took();
        }
    }
}
