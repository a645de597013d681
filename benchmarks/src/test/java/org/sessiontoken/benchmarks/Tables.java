package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Writes results: Markdown tables, and the figures in them. */
final class Tables {

    private Tables() {}

    /** The machine and the Java that were measured on. */
    static String machine() {
        return System.getProperty("java.vendor.version", "") + " Java " + System.getProperty("java.version") + "; "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }

    static void head(StringBuilder text, String... cells) {
        row(text, cells);
        text.append("|").append("---|".repeat(cells.length)).append("\n");
    }

    static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    static String percent(double share) {
        return number(100 * share, 0);
    }

    /** The median. */
    static <T> double middle(List<T> of, ToDoubleFunction<T> figure) {
        double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The one figure if all are the same when written, otherwise the lowest and the highest. */
    static <T> String range(List<T> of, ToDoubleFunction<T> figure, int digits) {
        double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
        String lowest = number(sorted[0], digits);
        String highest = number(sorted[sorted.length - 1], digits);
        return lowest.equals(highest) ? lowest : lowest + " to " + highest;
    }

    /** Writes a file of results, and prints it. */
    static void write(Path folder, String file, CharSequence text) throws IOException {
        System.out.print(text);
        Files.writeString(Files.createDirectories(folder).resolve(file), text);
    }
}
