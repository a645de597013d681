package org.sessiontoken.documentation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What services show at {@code /actuator/prometheus}, with the labels that Prometheus adds. */
record Scrape(List<Series> series) {

    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A metric with its labels. */
    record Series(String name, Map<String, String> labels) {}

    /** The answers of services, by the names of their jobs. */
    static Scrape of(Map<String, String> answers) {
        return new Scrape(answers.entrySet().stream()
                .flatMap(answer -> Stream.concat(
                        SAMPLE.matcher(answer.getValue()).results().map(sample -> series(answer.getKey(), sample)),
                        Stream.of(new Series("up", Map.of("job", answer.getKey(), "instance", "any")))))
                .toList());
    }

    private static Series series(String job, MatchResult sample) {
        Map<String, String> labels = new TreeMap<>(Map.of("job", job, "instance", "any"));
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Series(sample.group(1), labels);
    }

    /** The labels that series of a metric have. */
    Set<String> labelsOf(String metric) {
        return series.stream()
                .filter(one -> one.name().equals(metric))
                .flatMap(one -> one.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The series of our own metrics. */
    Set<Series> own() {
        return series.stream().filter(one -> one.name().startsWith("ags_")).collect(Collectors.toSet());
    }
}
