package org.sessiontoken.documentation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.telemetry.Metric;

/** The manual's table of metrics, made from the enum that all programs take their meters from. */
final class MetricsPage {

    private static final String SOURCE = "telemetry/src/main/java/org/sessiontoken/telemetry/Metric.java";
    private static final Pattern TABLE = Pattern.compile("(?:^\\| `ags_.*\\n)+", Pattern.MULTILINE);

    private MetricsPage() {}

    /** The page with the table as it must be. */
    static String corrected(String page) {
        String source = SourceTree.text(SOURCE);
        String rows =
                Stream.of(Metric.values()).map(metric -> row(metric, source)).collect(Collectors.joining());
        return TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(rows));
    }

    private static String row(Metric metric, String source) {
        String kind = kind(metric, source);
        return "| `" + prometheusName(metric.meterName(), kind) + "` | " + kind + " | "
                + metric.tags().stream()
                        .map(tag -> "`" + tag.replace('.', '_') + "`")
                        .collect(Collectors.joining(", "))
                + " | " + metric.description() + " |\n";
    }

    static String prometheusName(String meterName, String kind) {
        String name = meterName.replace('.', '_');
        return switch (kind) {
            case "timer" -> name + "_seconds";
            case "counter" -> name + "_total";
            default -> name;
        };
    }

    /** What the constant's Javadoc begins with. */
    private static String kind(Metric metric, String source) {
        Matcher documented = Pattern.compile("/\\*\\* (Timer|Gauge|Counter)\\b[^/]*\\*/\\s+" + metric.name() + "\\(")
                .matcher(source);
        if (!documented.find()) {
            throw new IllegalStateException(
                    "the Javadoc of " + metric + " must begin with Timer, Gauge or Counter: see " + SOURCE);
        }
        return documented.group(1).toLowerCase(Locale.ROOT);
    }
}
