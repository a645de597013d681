package org.sessiontoken.documentation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard of {@code deploy/grafana/dashboards}.
 *
 * @param file the name of its file
 * @param json what is in it
 */
record Dashboard(String file, JsonNode json) {

    private static final String FOLDER = "deploy/grafana/dashboards/";

    static List<Dashboard> all() {
        return Stream.of("overview.json", "kafka.json")
                .map(file -> new Dashboard(file, new JsonMapper().readTree(SourceTree.text(FOLDER + file))))
                .toList();
    }

    static Path folder() {
        return SourceTree.path(FOLDER);
    }

    String uid() {
        return json.path("uid").asString();
    }

    /** Without the rows, which have a title alone. */
    List<JsonNode> panels() {
        return json.path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    List<JsonNode> variables() {
        return json.path("templating").path("list").valueStream().toList();
    }

    /** The names of the variables that a metric fills. */
    List<String> queriedVariables() {
        return variables().stream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(variable -> variable.path("name").asString())
                .toList();
    }

    /** The queries of its panels, in which its variables stand. */
    List<PromQuery> panelQueries() {
        return panels().stream()
                .flatMap(panel -> panel.path("targets")
                        .valueStream()
                        .map(target -> new PromQuery(
                                file + ", " + panel.path("title").asString(),
                                target.path("expr").asString())))
                .toList();
    }

    /** The queries that fill its variables. */
    List<PromQuery> variableQueries() {
        return variables().stream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(variable -> PromQuery.ofVariable(
                        file + ", the variable " + variable.path("name").asString(),
                        variable.path("query").path("query").asString()))
                .toList();
    }

    /** All queries, with all that its variables may choose. */
    List<PromQuery> queries(String window) {
        return Stream.concat(panelQueries().stream(), variableQueries().stream())
                .map(query -> query.withAllOf(queriedVariables(), window))
                .toList();
    }
}
