package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.sessiontoken.benchmarks.Side.Sample;

/**
 * Measures all sides in turn, round after round, so that a drift of the machine falls on all alike, and writes the tables.
 *
 * <p>Arguments: the folder for data, the folder for results, how many rounds, and how many seconds each measurement takes.
 */
final class Compare {

    static final List<Integer> IN_FLIGHT = List.of(1, 16, 64, 256);
    private static final int MAX = 256;
    private static final double MAX_P99_MS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration HANGING_WARM_UP = Duration.ofSeconds(20);
    private static final int GOOD_PER_SECOND = 700;
    private static final int HANGING_PER_SECOND = 300;

    private final Machine machine;
    private final int rounds;
    private final Duration time;
    private final Map<String, Map<Integer, List<Sample>>> samples = new LinkedHashMap<>();
    private final Map<String, List<Load>> best = new LinkedHashMap<>();
    private final Map<String, List<Load>> headOfLine = new LinkedHashMap<>();
    private final List<Double> others = new ArrayList<>();

    private Compare(Machine machine, int rounds, Duration time) {
        this.machine = machine;
        this.rounds = rounds;
        this.time = time;
    }

    public static void main(String[] args) throws IOException {
        try (Programs programs = new Programs(Path.of(args[0]))) {
            Compare compare = new Compare(
                    programs.machine(), Integer.parseInt(args[2]), Duration.ofSeconds(Integer.parseInt(args[3])));
            Side floor = programs.floor();
            Side bare = programs.bare();
            Side peer = programs.peer();
            Programs.Ours ours = programs.ours();
            List<Side> sides = List.of(floor, bare, peer, ours.side());
            warmUp(sides);
            compare.closedLoops(sides);
            compare.bestRates(List.of(peer, ours.side()));
            compare.hanging(ours);
            Report report = new Report(sides, compare.samples, compare.best, compare.headOfLine);
            Path results = Files.createDirectories(Path.of(args[1]));
            Files.writeString(
                    results.resolve("results.md"),
                    report.markdown(compare.rounds, compare.time, compare.othersShare()));
            Files.writeString(results.resolve("throughput.svg"), new Plot(compare.samples).svg());
        }
    }

    private static void warmUp(List<Side> sides) {
        for (Side side : sides) {
            side.warmUp();
            say(side.name() + " warms up", side.measure(1, WARM_UP).load());
        }
    }

    private void closedLoops(List<Side> sides) {
        for (int round = 0; round < rounds; round++) {
            for (int inFlight : IN_FLIGHT) {
                for (Side side : sides) {
                    settle();
                    Machine.Watch watch = machine.watch();
                    Sample sample = side.measure(inFlight, time);
                    others.add(watch.othersShare());
                    samples.computeIfAbsent(side.name(), none -> new TreeMap<>())
                            .computeIfAbsent(inFlight, none -> new ArrayList<>())
                            .add(sample);
                    say(side.name() + " with " + inFlight + " in flight", sample.load());
                }
            }
        }
    }

    /** The share of the processor time during the closed loops that went to other programs. */
    private double othersShare() {
        return others.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Looks for the highest rate at which 99 of 100 answers come within 50 ms, and all but one of 1,000 are good. */
    private void bestRates(List<Side> sides) {
        for (int round = 0; round < Math.min(2, rounds); round++) {
            for (Side side : sides) {
                double low = 0;
                double high = 1.2
                        * Report.of(Report.of(samples, side.name()), MAX).stream()
                                .mapToDouble(sample -> sample.load().perSecond())
                                .max()
                                .orElseThrow();
                // The side was idle before; the first rate must not pay for that.
                side.measure(MAX, WARM_UP);
                Load found = null;
                for (int step = 0; step < 5; step++) {
                    double rate = low == 0 ? high * 0.7 : (low + high) / 2;
                    settle();
                    Load load = side.atRate(2 * MAX, (int) rate, time);
                    boolean kept = load.millis(99) <= MAX_P99_MS
                            && load.good() >= 0.999 * load.all()
                            && load.perSecond() >= 0.98 * rate;
                    say(side.name() + " at " + (int) rate + "/s " + (kept ? "keeps up" : "falls behind"), load);
                    if (kept) {
                        found = load;
                        low = rate;
                    } else {
                        high = rate;
                    }
                }
                if (found != null) {
                    best.computeIfAbsent(side.name(), none -> new ArrayList<>()).add(found);
                }
            }
        }
    }

    /** Requests at one rate, while others go at another rate to an auth service that is healthy, hangs, or has an open breaker. */
    private void hanging(Programs.Ours ours) {
        // Until now nothing has run the code that refuses requests.
        for (HttpLoad other : List.of(ours.hanging(), ours.hangingGuarded())) {
            other.atRate(2 * MAX, HANGING_PER_SECOND, HANGING_WARM_UP);
        }
        for (int round = 0; round < rounds; round++) {
            settle();
            keep(Report.WELL, beside(ours.side(), ours.well()));
            settle();
            keep(Report.HANGING, beside(ours.side(), ours.hanging()));
            settle();
            keep(Report.CUT_OFF, beside(ours.side(), ours.hangingGuarded()));
        }
    }

    private Load beside(Side side, HttpLoad hanging) {
        Duration longer = time.plusSeconds(3);
        CompletableFuture<Load> other =
                CompletableFuture.supplyAsync(() -> hanging.atRate(2 * MAX, HANGING_PER_SECOND, longer));
        // Until the maximum number of requests hang.
        Await.pause(Duration.ofSeconds(2));
        Load load = side.atRate(64, GOOD_PER_SECOND, time);
        keep(Report.OTHERS, other.join());
        return load;
    }

    private void keep(String what, Load load) {
        say(what, load);
        headOfLine.computeIfAbsent(what, none -> new ArrayList<>()).add(load);
    }

    private static void settle() {
        Await.pause(Duration.ofMillis(700));
    }

    private static void say(String what, Load load) {
        System.out.printf(
                "%-45s %8.0f/s  p50 %7.2f  p99 %7.2f  p99.9 %7.2f ms  %s%n",
                what, load.perSecond(), load.millis(50), load.millis(99), load.millis(99.9), load.answers());
    }
}
