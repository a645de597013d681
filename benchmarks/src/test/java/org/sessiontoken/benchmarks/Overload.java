package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sessiontoken.benchmarks.Programs.Adapter;

/**
 * What is served, and how soon the rest is refused, when three times as much is asked for as can be answered; and how soon all
 * is well afterwards. Once where the auth service is the limit, once where the broker's queue is, and once where the processors
 * are, which those who ask use, too.
 *
 * <p>Arguments: the folder for data, the folder for results, and how many seconds each overload takes.
 */
final class Overload {

    private static final int TIMES = 3;
    /** More than may be in flight, so that there are connections on which to be refused. */
    private static final int CONNECTIONS = 2_048;

    private static final int IN_FLIGHT = 256;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(100);
    private static final int MAX_CALLS = 64;
    private static final String BUSY = "Busy";

    private final Programs programs;
    private final Duration time;
    private final StringBuilder text = new StringBuilder();

    private Overload(Programs programs, Duration time) {
        this.programs = programs;
        this.time = time;
    }

    public static void main(String[] args) throws IOException {
        try (Programs programs = new Programs(Path.of(args[0]))) {
            Overload overload = new Overload(programs, Duration.ofSeconds(Integer.parseInt(args[2])));
            overload.run();
            Tables.write(Path.of(args[1]), "overload.md", overload.text);
        }
    }

    private void run() {
        text.append("# Three times as much as can be answered\n\n")
                .append(Tables.machine())
                .append("; flags of every JVM: `")
                .append(String.join(" ", Jvm.flags()))
                .append("`; ")
                .append(time.toSeconds())
                .append(" s each, on ")
                .append(CONNECTIONS)
                .append(
                        " connections. Latencies are from when requests were due. Before and after, a third of the best rate.\n\n");
        Tables.head(
                text,
                "the limit is",
                "best, req/s",
                "offered",
                "served",
                "served / best",
                "refused p50 ms",
                "refused p99 ms",
                "refused within 100 ms, %",
                "answers by status",
                "connections lost",
                "p99 before, ms",
                "well again after, s",
                "adapter MiB before, after",
                "processors used, by others %");
        measure("the auth service, which answers after 100 ms to 64 at once", BUSY, MAX_CALLS, "");
        measure(
                "the broker, which takes 64 at once, so that requests queue in Kafka",
                BUSY,
                100_000,
                "ags.broker.intake.max-unfinished=" + MAX_CALLS);
        measure("the processors", Programs.SIGN_IN, MAX_CALLS, "");
    }

    private void measure(String limit, String authService, int maxCalls, String setting) {
        Jvm broker = programs.broker("broker", settings(maxCalls, setting));
        Adapter adapter = programs.adapter("adapter");
        HttpLoad load = adapter.front().load(authService);
        adapter.front().load(Programs.SIGN_IN).closed(IN_FLIGHT, CALM);
        load.closed(IN_FLIGHT, CALM);
        double best = Math.max(
                load.closed(MAX_CALLS, CALM).perSecond(),
                load.closed(IN_FLIGHT, CALM).perSecond());
        int calm = (int) (best / TIMES);
        double before = load.atRate(IN_FLIGHT, calm, CALM).millis(99);
        long memory = adapter.jvm().residentMiB();
        Machine.Watch watch = programs.machine().watch();
        Load offered = load.atRate(CONNECTIONS, (int) (best * TIMES), time);
        String used = Tables.percent(watch.busyShare()) + ", " + Tables.percent(watch.othersShare());
        String after = wellAgain(load, calm, before);
        Tables.row(
                text,
                limit,
                Tables.number(best, 0),
                Tables.number(best * TIMES, 0),
                Tables.number(offered.perSecond(), 0),
                Tables.number(offered.perSecond() / best, 2),
                Tables.number(offered.refusalMillis(50), 1),
                Tables.number(offered.refusalMillis(99), 1),
                Tables.number(offered.refusals().getPercentileAtOrBelowValue(100_000_000), 1),
                offered.answers().toString(),
                Tables.number(offered.answers().getOrDefault(HttpLoad.CLOSED, 0L), 0),
                Tables.number(before, 1),
                after,
                memory + ", " + adapter.jvm().residentMiB(),
                used);
        programs.stop(adapter.jvm());
        programs.stop(broker);
    }

    private BrokerSettings settings(int maxCalls, String setting) {
        BrokerSettings settings = programs.brokerSettings()
                .authService(
                        BUSY,
                        "hanging",
                        "options.answers-after=" + ANSWERS_AFTER.toMillis() + "ms",
                        "guard.max-concurrent-calls=" + maxCalls);
        int equals = setting.indexOf('=');
        return equals < 0 ? settings : settings.set(setting.substring(0, equals), setting.substring(equals + 1));
    }

    /** The end of the first second from which on the p99 is at most twice what it was before. */
    private static String wellAgain(HttpLoad load, int calm, double before) {
        List<Double> seconds = new ArrayList<>();
        for (int second = 0; second < CALM.toSeconds(); second++) {
            // Without its first second, in which connections are opened.
            seconds.add(load.atRate(IN_FLIGHT, calm, SECOND).millis(99));
        }
        int well = seconds.size();
        while (well > 0 && seconds.get(well - 1) <= 2 * before) {
            well--;
        }
        // Each measurement takes two seconds.
        return well == seconds.size() ? "not within " + 2 * well : "at most " + 2 * (well + 1);
    }
}
