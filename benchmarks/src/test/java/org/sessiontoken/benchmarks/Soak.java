package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Keeps 64 requests in flight for many minutes: does it get slower, does what stays on the heap grow? Between minutes the
 * floor is measured, which tells a machine that gets slower from a program that does.
 *
 * <p>Arguments: the folder for data, the folder for results, and how many minutes.
 */
final class Soak {

    private static final int IN_FLIGHT = 64;
    /** One minute, with the first second of each measurement, which does not count. */
    private static final Duration MINUTE = Duration.ofSeconds(59);

    private static final Duration FLOOR_TIME = Duration.ofSeconds(5);

    private final Side floor;
    private final Side us;
    private final Machine machine;
    private final List<Minute> minutes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Soak(Programs programs) {
        this.floor = programs.floor();
        this.us = programs.ours().side();
        this.machine = programs.machine();
    }

    public static void main(String[] args) throws IOException {
        try (Programs programs = new Programs(Path.of(args[0]))) {
            Soak soak = new Soak(programs);
            soak.run(Integer.parseInt(args[2]));
            Tables.write(Path.of(args[1]), "soak.md", soak.text);
        }
    }

    private void run(int count) {
        text.append("# ")
                .append(count)
                .append(" minutes under load\n\n")
                .append(Tables.machine())
                .append("; flags of every JVM: `")
                .append(String.join(" ", Jvm.flags()))
                .append("`; ")
                .append(IN_FLIGHT)
                .append(
                        " requests in flight, after a warm-up. Heaps are what is left of them after a full collection, which"
                                + " falls between two minutes, as does the floor: as many raw round trips in flight, for "
                                + "some seconds.\n\n");
        List<String> head = new ArrayList<>(
                List.of("minute", "req/s", "p99 ms", "floor, req/s", "not 200", "processors used by others, %"));
        us.jvms().forEach(jvm -> head.add("heap of " + jvm.name() + ", MiB"));
        Tables.head(text, head.toArray(String[]::new));
        floor.warmUp();
        us.warmUp();
        row("warmed up", "", "", "", "", "", heaps());
        for (int number = 1; number <= count; number++) {
            row(number);
        }
        int third = Math.max(1, count / 3);
        text.append("\nLast third / first third: throughput ")
                .append(lastToFirst(third, minute -> minute.load.perSecond()))
                .append(", of the floor ")
                .append(lastToFirst(third, minute -> minute.floor.perSecond()));
        for (int i = 0; i < us.jvms().size(); i++) {
            int jvm = i;
            text.append(", heap of ")
                    .append(us.jvms().get(i).name())
                    .append(" ")
                    .append(lastToFirst(third, minute -> minute.heaps.get(jvm)));
        }
        text.append("\n");
    }

    private void row(int number) {
        Machine.Watch watch = machine.watch();
        Load load = us.closed().run(IN_FLIGHT, MINUTE);
        String others = Tables.percent(watch.othersShare());
        List<Double> heaps = heaps();
        Minute minute = new Minute(load, floor.closed().run(IN_FLIGHT, FLOOR_TIME), heaps);
        minutes.add(minute);
        row(
                Integer.toString(number),
                Tables.number(load.perSecond(), 0),
                Tables.number(load.millis(99), 1),
                Tables.number(minute.floor.perSecond(), 0),
                Tables.number(load.all() - load.good(), 0),
                others,
                minute.heaps);
    }

    private void row(
            String minute, String rate, String p99, String floor, String bad, String others, List<Double> heaps) {
        List<String> cells = new ArrayList<>(List.of(minute, rate, p99, floor, bad, others));
        heaps.forEach(heap -> cells.add(Tables.number(heap, 1)));
        Tables.row(text, cells.toArray(String[]::new));
        System.out.println(cells);
    }

    private List<Double> heaps() {
        return us.jvms().stream().map(Jvm::heapMiB).toList();
    }

    private String lastToFirst(int third, ToDoubleFunction<Minute> figure) {
        return Tables.number(mean(minutes.size() - third, third, figure) / mean(0, third, figure), 2);
    }

    private double mean(int from, int count, ToDoubleFunction<Minute> figure) {
        return IntStream.range(from, from + count)
                .mapToDouble(i -> figure.applyAsDouble(minutes.get(i)))
                .average()
                .orElseThrow();
    }

    /** The figures of one minute, of the floor after it, and of the heaps, in the order of the JVMs. */
    private record Minute(Load load, Load floor, List<Double> heaps) {}
}
