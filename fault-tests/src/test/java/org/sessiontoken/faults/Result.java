package org.sessiontoken.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sessiontoken.faults.checker.Call.Ending;
import org.sessiontoken.faults.checker.Finding;
import org.sessiontoken.faults.checker.Rule;
import org.sessiontoken.faults.checker.Verdict;

/**
 * How a scenario went.
 *
 * @param misses what is promised and was not so
 */
record Result(String scenario, List<PlannedFault> faults, Figures figures, Verdict verdict, List<String> misses) {

    static final String HEAD = """
            | scenario | sent | ok | answered | refused | unknown | which | p50 ms, prompt service | p99 ms, prompt service | slowest ms, all | over Kafka, failed | requests | sent again | outcomes | again, alike | again, differing | dead letters | tokens unseen | checker | bounds |
            |---|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|""";

    boolean isClean() {
        return verdict.isClean();
    }

    boolean isKept() {
        return misses.isEmpty();
    }

    /** Whether a rule does not hold here that holds there, or bounds are missed here only. */
    boolean isWorseThan(Result other) {
        Set<Rule> broken = rules();
        broken.removeAll(other.rules());
        return !broken.isEmpty() || other.isKept() && !isKept();
    }

    private Set<Rule> rules() {
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        verdict.findings().forEach(finding -> broken.add(finding.rule()));
        return broken;
    }

    /** What is wrong, in short. */
    String complaint() {
        Map<Rule, Long> rules = verdict.findings().stream()
                .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.counting()));
        return isClean() && isKept() ? "nothing is wrong" : rules + (isKept() ? "" : " " + misses);
    }

    String row() {
        return List.of(
                        scenario,
                        figures.sent(),
                        figures.count(Ending.OK),
                        figures.count(Ending.ANSWERED),
                        figures.count(Ending.REFUSED),
                        figures.count(Ending.UNKNOWN),
                        text(figures.failures()),
                        millis(figures.p50()),
                        millis(figures.p99()),
                        millis(figures.slowest()),
                        figures.failedOverKafka() + " of " + figures.kafka().size(),
                        verdict.requests(),
                        verdict.sentAgain(),
                        verdict.outcomes(),
                        verdict.repeatedAlike(),
                        verdict.repeatedDiffering(),
                        verdict.deadLetters(),
                        verdict.issuedUnseen(),
                        isClean() ? "holds" : "**" + verdict.findings().size() + " findings**",
                        isKept() ? "kept" : "MISSED: " + String.join("; ", misses))
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + "× " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
