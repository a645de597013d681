package org.sessiontoken.console.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.search.KafkaScan.Result;
import org.sessiontoken.event.Topics;

/** Says what was looked at, and what was not. */
final class CoverageText {

    private final TimeText times;

    CoverageText(ZoneId zone) {
        this.times = TimeText.full(zone);
    }

    /** Lines for a person. */
    List<String> lines(Result result) {
        Coverage coverage = result.coverage();
        Set<String> topics = topics(coverage);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Looked at %,d of %,d records in %d topics with %d partitions.",
                result.scanned(),
                result.of(),
                topics.size(),
                coverage.partitions().size()));
        lines.add("Complete from " + times.of(coverage.completeFrom()) + " to " + times.of(result.completeTo()) + ".");
        coverage.outside().forEach(outside -> lines.add(words(outside)));
        if (!topics.contains(Topics.REQUESTS)) {
            lines.add("Kafka shows no topic " + Topics.REQUESTS
                    + " to this login: requests without an outcome are missing.");
        }
        if (topics.stream().allMatch(Topics.REQUESTS::equals)) {
            lines.add("Kafka shows no topic " + Topics.REPLIES_PREFIX + "… to this login: no outcome is known.");
        }
        switch (result.end()) {
            case COMPLETE -> {}
            case STOPPED -> lines.add("It was stopped before its end.");
            case MAX_RECORDS -> lines.add("It ended at --max-records: give a shorter time, or a larger number.");
        }
        return lines;
    }

    static Set<String> topics(Coverage coverage) {
        return coverage.partitions().stream().map(Coverage.Partition::topic).collect(Collectors.toSet());
    }

    private String words(Coverage.Outside outside) {
        return switch (outside.what()) {
            case "not-indexed" -> "Kafka has older records, which were not looked at: --from goes back further.";
            case "outcomes-not-seen" ->
                "Whether requests of " + String.join(", ", outside.requestors())
                        + " have an outcome cannot be seen: Kafka shows no reply topic of theirs to this login.";
            case "outcomes-only" ->
                "From " + time(outside.from()) + " to " + time(outside.before())
                        + " only requests with an outcome are there: Kafka keeps requests for a shorter time than outcomes.";
            case "not-read-yet" -> "Records that were not looked at: " + outside.records() + ".";
            case "lost" -> "Records that Kafka has deleted before they could be looked at: " + outside.records() + ".";
            case "unreadable" ->
                "Records that cannot be read: " + outside.records()
                        + ". Of those on the request topic the broker makes dead letters.";
            case "silent" -> "Kafka has not answered since " + time(outside.from()) + ".";
            default -> outside.what();
        };
    }

    private String time(@Nullable Instant time) {
        return time == null ? "the beginning" : times.of(time);
    }
}
