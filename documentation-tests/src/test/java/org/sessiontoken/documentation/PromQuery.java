package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A query in PromQL, and the names in it. Prometheus itself answers a query that names what does not exist with nothing, which looks
 * like a system in which nothing is wrong.
 *
 * @param place where it stands, for messages
 * @param text the query, in which Grafana's variables may stand
 */
record PromQuery(String place, String text) {

    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:$][\\w:$]*|[{}()]|\\S");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");
    private static final Set<String> BEFORE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "inf", "nan");

    /** What a query selects: a metric, and which of its series. */
    record Selector(String metric, List<LabelMatcher> matchers) {

        boolean selects(Scrape.Series series) {
            return metric.equals(series.name()) && matchers.stream().allMatch(matcher -> matcher.matches(series));
        }
    }

    /** A condition on a label. */
    record LabelMatcher(String label, String operator, String value) {

        private boolean matches(Scrape.Series series) {
            String actual = series.labels().getOrDefault(label, "");
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                default -> !actual.matches(value);
            };
        }
    }

    /** What fills a variable of a dashboard, as the query that it is the same as. */
    static PromQuery ofVariable(String place, String labelValues) {
        Matcher found = LABEL_VALUES.matcher(labelValues);
        if (!found.matches()) {
            throw new IllegalArgumentException(place + " must be label_values(…): " + labelValues);
        }
        return new PromQuery(place, "count by (" + found.group(2) + ") (" + found.group(1) + ")");
    }

    /** The query with all that a variable may choose, over a window of this length where Grafana would choose one. */
    PromQuery withAllOf(List<String> variables, String window) {
        String filled = text.replace("$__rate_interval", window);
        for (String variable : variables) {
            filled = filled.replace("$" + variable, ".*");
        }
        return new PromQuery(place, filled);
    }

    /** What is selected, one for each time that a metric is named. */
    List<Selector> selectors() {
        List<Selector> selectors = new ArrayList<>();
        List<String> tokens = tokens();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            if (BEFORE_LABELS.contains(token)) {
                i = tokens.subList(i, tokens.size()).indexOf(")") + i;
            } else if (token.matches("[a-zA-Z_:][\\w:]*") && !WORDS.contains(token) && !next.equals("(")) {
                selectors.add(new Selector(token, matchers(next)));
            }
        }
        return selectors;
    }

    /** The labels by which results are grouped or joined. */
    Set<String> groupingLabels() {
        Set<String> labels = new TreeSet<>();
        List<String> tokens = tokens();
        for (int i = 0; i < tokens.size(); i++) {
            if (BEFORE_LABELS.contains(tokens.get(i))) {
                int end = tokens.subList(i, tokens.size()).indexOf(")") + i;
                tokens.subList(i + 2, end).stream()
                        .filter(token -> !token.equals(","))
                        .forEach(labels::add);
            }
        }
        return labels;
    }

    /** What is between braces is one token. */
    private List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        StringBuilder braces = new StringBuilder();
        boolean inBraces = false;
        for (String token :
                TOKEN.matcher(text).results().map(found -> found.group()).toList()) {
            inBraces |= token.equals("{");
            if (inBraces) {
                braces.append(token);
                if (token.equals("}")) {
                    tokens.add(braces.toString());
                    braces.setLength(0);
                    inBraces = false;
                }
            } else if (!token.startsWith("[") && !token.startsWith("\"")) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static List<LabelMatcher> matchers(String braces) {
        return braces.startsWith("{")
                ? MATCHER.matcher(braces)
                        .results()
                        .map(found -> new LabelMatcher(found.group(1), found.group(2), found.group(3)))
                        .toList()
                : List.of();
    }

    /** What of the query is not in a scrape, in words; empty if all is. */
    List<String> missingIn(Scrape scrape) {
        Set<String> labels = new TreeSet<>(Set.of("le"));
        List<Selector> selectors = selectors();
        selectors.forEach(selector -> labels.addAll(scrape.labelsOf(selector.metric())));
        return Stream.concat(
                        selectors.stream().flatMap(selector -> missing(selector, scrape)),
                        groupingLabels().stream()
                                .filter(label -> !labels.contains(label))
                                .map(label -> "no metric of it has the label " + label))
                .map(missing -> place + ": " + missing)
                .toList();
    }

    private static Stream<String> missing(Selector selector, Scrape scrape) {
        Set<String> labels = scrape.labelsOf(selector.metric());
        Stream<String> unknown = selector.matchers().stream()
                .map(LabelMatcher::label)
                .filter(label -> !labels.contains(label))
                .map(label -> selector.metric() + " has no label " + label);
        return scrape.series().stream().anyMatch(selector::selects)
                ? unknown
                : Stream.of("there is no series " + selector.metric() + " " + selector.matchers());
    }
}
