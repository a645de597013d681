package org.sessiontoken.documentation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * An alert of {@code deploy/prometheus/rules.yml}.
 *
 * @param name its name
 * @param expression its query
 * @param labels what it is sent with
 * @param annotations what is said of it
 */
record AlertRule(String name, PromQuery expression, Map<String, String> labels, Map<String, String> annotations) {

    static final String FILE = "deploy/prometheus/rules.yml";

    /** All alerts, in the order of the file. */
    static List<AlertRule> all() {
        return YamlTree.of(FILE)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(AlertRule::of)
                .toList();
    }

    private static AlertRule of(JsonNode rule) {
        String name = rule.path("alert").asString();
        return new AlertRule(
                name,
                new PromQuery(name, rule.path("expr").asString()),
                texts(rule.path("labels")),
                texts(rule.path("annotations")));
    }

    private static Map<String, String> texts(JsonNode members) {
        Map<String, String> texts = new TreeMap<>();
        members.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        return texts;
    }
}
