package org.sessiontoken.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/** A run as a page of Markdown, to be published: on what, from which seed, what was done, and what came of it. */
final class Report {

    private static final int SHOWN = 5;

    private Report() {}

    static void write(Path file, String what, Seed seed, List<Result> results, String conclusion) throws IOException {
        StringBuilder text = new StringBuilder("# Fault tests: " + what + ", seed " + seed.value() + "\n\n")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append("; Java ")
                .append(System.getProperty("java.version"))
                .append("; Kafka ")
                .append(AppInfoParser.getVersion())
                .append("; processors: ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(". Load of the machine at the end, with these programs: ")
                .append(load())
                .append(".\n\n")
                .append(conclusion)
                .append("\n\n")
                .append(Result.HEAD)
                .append('\n');
        results.forEach(result -> text.append(result.row()).append('\n'));
        text.append("\n## What was done\n\n");
        results.forEach(result -> result.faults()
                .forEach(fault -> text.append("- `")
                        .append(result.scenario())
                        .append("`: ")
                        .append(fault)
                        .append('\n')));
        text.append("\n## What the checker found\n\n");
        results.forEach(result -> result.verdict().findings().stream()
                .limit(SHOWN)
                .forEach(finding -> text.append("- `")
                        .append(result.scenario())
                        .append("`: ")
                        .append(finding)
                        .append('\n')));
        if (results.stream().allMatch(Result::isClean)) {
            text.append("Nothing.\n");
        } else {
            text.append("\nOf each scenario at most ").append(SHOWN).append(" are shown.\n");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text);
    }

    private static String load() throws IOException {
        String loads = Files.readString(Path.of("/proc/loadavg"));
        return loads.substring(0, loads.indexOf(' '));
    }
}
