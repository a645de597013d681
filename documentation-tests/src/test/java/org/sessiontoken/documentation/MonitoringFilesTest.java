package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What watches the services: Prometheus' configuration and alerts, Grafana's dashboards, and what to do about each alert. */
class MonitoringFilesTest {

    private static final String PROMETHEUS = "deploy/prometheus/prometheus.yml";
    private static final String RUNBOOK = "docs/manual/runbook.md";

    @Nested
    class AnAlert {

        static List<AlertRule> alerts() {
            return AlertRule.all();
        }

        @ParameterizedTest
        @MethodSource("alerts")
        void saysHowUrgentItIsWhatItMeansAndWhereItIsExplained(AlertRule alert) {
            assertThat(alert.name()).startsWith("Ags");
            assertThat(alert.labels())
                    .containsOnlyKeys("severity")
                    .extractingByKey("severity")
                    .isIn("critical", "warning");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations().get("runbook_url"))
                    .isEqualTo(RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(alert.annotations().get("summary")).hasSizeLessThan(100).doesNotEndWith(".");
            assertThat(alert.annotations().get("description")).endsWith(".");
        }

        /** A value that a label of its result has, and no other label. */
        @ParameterizedTest
        @MethodSource("alerts")
        void namesLabelsThatItsResultHas(AlertRule alert) {
            Set<String> grouped = alert.expression().groupingLabels();
            Set<String> named = new TreeSet<>();
            alert.annotations()
                    .values()
                    .forEach(text -> Pattern.compile("\\$labels\\.(\\w+)")
                            .matcher(text)
                            .results()
                            .forEach(label -> named.add(label.group(1))));
            if (!grouped.isEmpty() || alert.expression().text().contains("sum(")) {
                assertThat(grouped).containsAll(named);
            }
        }

        @Test
        void hasItsSectionInTheRunbookAndEachSectionItsAlert() {
            assertThat(SourceTree.text(RUNBOOK)
                            .lines()
                            .filter(line -> line.startsWith("### "))
                            .map(line -> line.substring(4)))
                    .containsExactlyElementsOf(
                            AlertRule.all().stream().map(AlertRule::name).toList());
        }

        @ParameterizedTest
        @MethodSource("alerts")
        void isExplainedByWhatItMeansWhatToLookAtAndWhatToDo(AlertRule alert) {
            String section = SourceTree.text(RUNBOOK)
                    .split("### " + alert.name() + "\n", 2)[1]
                    .split("\n##")[0];
            assertThat(section).contains("**Means:**", "**Look at:**", "**Do:**");
        }
    }

    @Nested
    class Prometheus {

        private final JsonNode configuration = YamlTree.of(PROMETHEUS);

        /** Each of our services of the deployment example, on its port of management. */
        @Test
        void scrapesTheServicesOfTheDeploymentExample() {
            Set<String> expected = new TreeSet<>();
            YamlTree.of("docker-compose.yml").path("services").properties().forEach(service -> {
                JsonNode variables = service.getValue().path("environment");
                if (DeploymentExample.builtImages()
                        .contains(service.getValue().path("image").asString(""))) {
                    JsonNode port = variables.has("MANAGEMENT_SERVER_PORT")
                            ? variables.path("MANAGEMENT_SERVER_PORT")
                            : variables.path("SERVER_PORT");
                    expected.add(service.getKey() + ":" + port.asString());
                }
            });
            assertThat(jobs().flatMap(job -> job.path("static_configs").valueStream())
                            .flatMap(group -> group.path("targets").valueStream())
                            .map(JsonNode::asString))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(jobs().map(job -> job.path("metrics_path").asString())).containsOnly("/actuator/prometheus");
        }

        @Test
        void callsTheJobsAsTheAlertsDo() {
            Set<String> jobs =
                    jobs().map(job -> job.path("job_name").asString()).collect(Collectors.toSet());
            assertThat(jobs).containsExactlyInAnyOrder("adapter", "broker", "console");
            assertThat(Stream.concat(
                                    AlertRule.all().stream().map(AlertRule::expression),
                                    Dashboard.all().stream().flatMap(board -> board.panelQueries().stream()))
                            .flatMap(query -> query.selectors().stream())
                            .flatMap(selector -> selector.matchers().stream())
                            .filter(matcher -> matcher.label().equals("job"))
                            .flatMap(matcher -> Stream.of(matcher.value().split("\\|"))))
                    .isNotEmpty()
                    .isSubsetOf(jobs);
        }

        @Test
        void readsTheRules() {
            assertThat(configuration.path("rule_files").valueStream().map(JsonNode::asString))
                    .containsExactly("rules.yml");
        }

        private Stream<JsonNode> jobs() {
            return configuration.path("scrape_configs").valueStream();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "check config deploy/prometheus/prometheus.yml",
                    "check rules deploy/prometheus/rules.yml",
                    "test rules deploy/prometheus/rules-test.yml"
                })
        void agrees(String command) throws IOException, InterruptedException {
            Installed.require("promtool", "promtool " + command + " was not run");
            Path output = Files.createTempFile("promtool", ".txt");
            List<String> words = new ArrayList<>(List.of("promtool"));
            words.addAll(List.of(command.split(" ")));
            Process promtool = new ProcessBuilder(words)
                    .directory(SourceTree.path("").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (RunningScript running = new RunningScript(promtool, output)) {
                assertThat(running.awaitEnd()).as(running.output()).isZero();
                assertThat(running.output()).doesNotContain("FAILED");
            } finally {
                Files.delete(output);
            }
        }

        @Test
        void hasATestOfEachAlertInWhichItFires() {
            assertThat(YamlTree.of("deploy/prometheus/rules-test.yml")
                            .path("tests")
                            .valueStream()
                            .flatMap(test -> test.path("alert_rule_test").valueStream())
                            .filter(test -> !test.path("exp_alerts").isEmpty())
                            .map(test -> test.path("alertname").asString())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(
                            AlertRule.all().stream().map(AlertRule::name).toList());
        }
    }

    @Nested
    class ADashboard {

        static List<Dashboard> dashboards() {
            return Dashboard.all();
        }

        @Test
        void isEachFileOfTheFolder() throws IOException {
            try (Stream<Path> files = Files.list(Dashboard.folder())) {
                assertThat(files.map(file -> String.valueOf(file.getFileName())))
                        .containsExactlyInAnyOrderElementsOf(
                                Dashboard.all().stream().map(Dashboard::file).toList());
            }
        }

        @ParameterizedTest
        @MethodSource("dashboards")
        void hasPanelsThatSayWhatTheyShowAndInWhichUnit(Dashboard dashboard) {
            assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("title").asString()).isNotBlank();
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asString())
                        .isNotBlank();
                assertThat(panel.path("targets").size()).isPositive();
            });
            assertThat(dashboard.panels().stream().map(panel -> panel.path("id").asInt()))
                    .doesNotHaveDuplicates();
            assertThat(dashboard.panels().stream()
                            .map(panel -> panel.path("title").asString()))
                    .doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @MethodSource("dashboards")
        void asksTheDataSourceThatIsChosen(Dashboard dashboard) {
            assertThat(dashboard.json().findValues("datasource"))
                    .isNotEmpty()
                    .allSatisfy(
                            source -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
            assertThat(dashboard.variables().get(0).path("type").asString()).isEqualTo("datasource");
        }

        @ParameterizedTest
        @MethodSource("dashboards")
        void usesTheVariablesThatItHasAndNoOthers(Dashboard dashboard) {
            Set<String> used = new TreeSet<>();
            dashboard
                    .panelQueries()
                    .forEach(query -> Pattern.compile("\\$(\\w+)")
                            .matcher(query.text())
                            .results()
                            .forEach(variable -> used.add(variable.group(1))));
            used.remove("__rate_interval");
            assertThat(used).containsExactlyInAnyOrderElementsOf(dashboard.queriedVariables());
        }

        /** Grafana would lay one over the other. */
        @ParameterizedTest
        @MethodSource("dashboards")
        void hasItsPanelsBesideEachOther(Dashboard dashboard) {
            Set<String> taken = new TreeSet<>();
            dashboard
                    .panels()
                    .forEach(panel -> cells(panel.path("gridPos"))
                            .forEach(cell -> assertThat(taken.add(cell))
                                    .as("%s: cell %s", panel.path("title").asString(), cell)
                                    .isTrue()));
        }

        private static Stream<String> cells(JsonNode place) {
            int left = place.path("x").asInt();
            int top = place.path("y").asInt();
            assertThat(left + place.path("w").asInt()).isLessThanOrEqualTo(24);
            return IntStream.range(left, left + place.path("w").asInt())
                    .boxed()
                    .flatMap(x ->
                            IntStream.range(top, top + place.path("h").asInt()).mapToObj(y -> x + "," + y));
        }

        @ParameterizedTest
        @MethodSource("dashboards")
        void leadsToDashboardsThatThereAre(Dashboard dashboard) {
            Set<String> addresses =
                    Dashboard.all().stream().map(one -> "/d/" + one.uid()).collect(Collectors.toSet());
            assertThat(dashboard
                            .json()
                            .path("links")
                            .valueStream()
                            .map(link -> link.path("url").asString()))
                    .isNotEmpty()
                    .isSubsetOf(addresses);
        }

        @Test
        void isWhereGrafanaLooks() {
            assertThat(YamlTree.of("deploy/grafana/provisioning/datasources/prometheus.yaml")
                            .path("datasources")
                            .valueStream())
                    .singleElement()
                    .satisfies(source -> {
                        assertThat(source.path("type").asString()).isEqualTo("prometheus");
                        assertThat(source.path("isDefault").asBoolean()).isTrue();
                    });
            assertThat(SourceTree.text("deploy/grafana/provisioning/dashboards/dashboards.yaml"))
                    .contains("path: /var/lib/grafana/dashboards");
        }
    }

    @Nested
    class AQuery {

        private final Scrape scrape = Scrape.of(Map.of("broker", """
                # HELP a_total Help
                a_total{reason="x",topic="y"} 0.0
                b_seconds_bucket{le="0.1"} 3
                """));

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sum by (reason) (increase(a_total{topic=~\"y|z\"}[5m])) > 0",
                    "histogram_quantile(0.9, sum by (le) (rate(b_seconds_bucket[5m])))",
                    "a_total / on (job) group_left (reason) up{job=\"broker\"} or vector(0)",
                    "absent(a_total{reason!=\"z\"}) unless a_total"
                })
        void isRightIfAllThatItNamesIsInAScrape(String query) {
            assertThat(new PromQuery("q", query).missingIn(scrape)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sum(no_such_metric)",
                    "sum by (no_such_label) (a_total)",
                    "a_total{reason=\"other\"}",
                    "a_total{no_such_label!=\"x\"}",
                    "up{job=\"adapter\"}",
                    "rate(a[5m])"
                })
        void isWrongIfItNamesAnythingElse(String query) {
            assertThat(new PromQuery("q", query).missingIn(scrape)).isNotEmpty();
        }
    }
}
