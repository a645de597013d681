package org.sessiontoken.benchmarks;

import static org.sessiontoken.benchmarks.Tables.middle;
import static org.sessiontoken.benchmarks.Tables.number;
import static org.sessiontoken.benchmarks.Tables.row;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.sessiontoken.benchmarks.Side.Sample;

/** The tables, in Markdown. Figures are medians of the rounds. */
record Report(
        List<Side> sides,
        Map<String, Map<Integer, List<Sample>>> samples,
        Map<String, List<Load>> best,
        Map<String, List<Load>> headOfLine) {

    static final String WELL = "answers at once";
    static final String HANGING = "hangs for its time limit of 1 s, breaker out of reach";
    static final String CUT_OFF = "hangs, breaker as by default";
    static final String OTHERS = "(the other's own requests)";

    String markdown(int rounds, Duration time, double othersShare) {
        StringBuilder text = new StringBuilder("# Results of one run\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%s; flags of every JVM: `%s`; %d rounds, %d s for each measurement, medians.%n"
                        + "Of the processors' time, %.0f %% went to other programs and to the kernel meanwhile.%n%n",
                Tables.machine(),
                String.join(" ", Jvm.flags()),
                rounds,
                time.toSeconds(),
                100 * Math.max(0, othersShare)));
        ratios(text);
        closed(text);
        costs(text);
        bestRates(text);
        hanging(text);
        memory(text);
        return text.toString();
    }

    private void ratios(StringBuilder text) {
        text.append(
                "## Ratios\n\n| in flight | p50, us / floor | p50, us / peer | req/s, us / floor | req/s, us / bare | req/s, us / peer |"
                        + " CPU per request, us / peer | allocation per request, us / peer |\n|---|---|---|---|---|---|---|---|\n");
        for (int inFlight : Compare.IN_FLIGHT) {
            row(
                    text,
                    Integer.toString(inFlight),
                    ratio(inFlight, "floor", sample -> sample.load().millis(50)),
                    ratio(inFlight, "peer", sample -> sample.load().millis(50)),
                    ratio(inFlight, "floor", sample -> sample.load().perSecond()),
                    ratio(inFlight, "bare", sample -> sample.load().perSecond()),
                    ratio(inFlight, "peer", sample -> sample.load().perSecond()),
                    ratio(inFlight, "peer", Sample::cpuMicros),
                    ratio(inFlight, "peer", Sample::kibAllocated));
        }
    }

    private void closed(StringBuilder text) {
        text.append("\n## Closed loop\n\n| side | in flight | req/s | lowest to highest round | p50 ms | p99 ms |"
                + " p99.9 ms | not 200 |\n|---|---|---|---|---|---|---|---|\n");
        for (Side side : sides) {
            of(samples, side.name()).forEach((inFlight, of) -> {
                List<Double> rates =
                        of.stream().map(s -> s.load().perSecond()).sorted().toList();
                row(
                        text,
                        side.name(),
                        Integer.toString(inFlight),
                        number(median(of, s -> s.load().perSecond()), 0),
                        number(rates.get(0), 0) + " to " + number(rates.get(rates.size() - 1), 0),
                        number(median(of, s -> s.load().millis(50)), 2),
                        number(median(of, s -> s.load().millis(99)), 2),
                        number(median(of, s -> s.load().millis(99.9)), 2),
                        Long.toString(of.stream()
                                .mapToLong(s -> s.load().all() - s.load().good())
                                .sum()));
            });
        }
    }

    private void costs(StringBuilder text) {
        text.append("\n## Processor time and allocation per request\n\n"
                + "| side | in flight | CPU µs | of it | KiB allocated | of it |\n|---|---|---|---|---|---|\n");
        for (Side side : sides) {
            of(samples, side.name())
                    .forEach((inFlight, of) -> row(
                            text,
                            side.name(),
                            Integer.toString(inFlight),
                            number(median(of, Sample::cpuMicros), 0),
                            each(side, jvm -> number(median(of, s -> s.cpuMicros(jvm)), 0)),
                            number(median(of, Sample::kibAllocated), 1),
                            each(side, jvm -> number(median(of, s -> s.kibAllocated(jvm)), 1))));
        }
    }

    private static String each(Side side, java.util.function.IntFunction<String> figure) {
        return java.util.stream.IntStream.range(0, side.jvms().size())
                .mapToObj(jvm -> side.jvms().get(jvm).name() + " " + figure.apply(jvm))
                .collect(Collectors.joining(", "));
    }

    private void bestRates(StringBuilder text) {
        text.append("\n## Best rate at p99 <= 50 ms (fixed rate, latencies from when requests were due)\n\n"
                + "| side | passes, req/s | p50 ms | p99 ms | p99.9 ms |\n|---|---|---|---|---|\n");
        best.forEach((side, loads) -> row(
                text,
                side,
                loads.stream().map(load -> number(load.perSecond(), 0)).collect(Collectors.joining(", ")),
                number(middle(loads, load -> load.millis(50)), 2),
                number(middle(loads, load -> load.millis(99)), 2),
                number(middle(loads, load -> load.millis(99.9)), 2)));
        if (best.containsKey("us") && best.containsKey("peer")) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nUs / peer: %.2f%n",
                    middle(of(best, "us"), Load::perSecond) / middle(of(best, "peer"), Load::perSecond)));
        }
    }

    private void hanging(StringBuilder text) {
        text.append("\n## No head-of-line blocking: 700 requests/s to one auth service, beside 300/s to another\n\n"
                + "| what the other does | req/s | p50 ms | p99 ms | p99 of each round | p99.9 ms | answers by status |\n"
                + "|---|---|---|---|---|---|---|\n");
        headOfLine.forEach((what, loads) -> row(
                text,
                what,
                number(middle(loads, Load::perSecond), 0),
                number(middle(loads, load -> load.millis(50)), 2),
                number(middle(loads, load -> load.millis(99)), 2),
                loads.stream().map(load -> number(load.millis(99), 2)).collect(Collectors.joining(", ")),
                number(middle(loads, load -> load.millis(99.9)), 2),
                loads.stream().map(load -> load.answers().toString()).collect(Collectors.joining(" "))));
        double well = middle(of(headOfLine, WELL), load -> load.millis(99));
        text.append(String.format(
                Locale.ROOT,
                "%np99 with the other hanging / well: %.2f; with its breaker open / well: %.2f%n",
                middle(of(headOfLine, HANGING), load -> load.millis(99)) / well,
                middle(of(headOfLine, CUT_OFF), load -> load.millis(99)) / well));
    }

    private void memory(StringBuilder text) {
        text.append("\n## Most resident memory, MiB\n\n| JVM | MiB |\n|---|---|\n");
        sides.stream()
                .flatMap(side -> side.jvms().stream())
                .distinct()
                .forEach(jvm -> row(text, jvm.name(), Long.toString(jvm.peakMiB())));
    }

    private String ratio(int inFlight, String to, ToDoubleFunction<Sample> figure) {
        return number(
                median(of(of(samples, "us"), inFlight), figure) / median(of(of(samples, to), inFlight), figure), 2);
    }

    /** The value of a mandatory key. */
    static <K, V> V of(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "nothing was measured for " + key);
    }

    private static double median(List<Sample> of, ToDoubleFunction<Sample> figure) {
        return middle(of, figure);
    }
}
