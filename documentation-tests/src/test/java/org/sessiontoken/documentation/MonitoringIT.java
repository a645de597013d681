package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.documentation.Scrape.Series;

/** Alerts and dashboards on the metrics of running services, as they show them and as Prometheus reads them. */
class MonitoringIT {

    /** Long enough for several looks of a second. */
    private static final String WINDOW = "10s";

    @TempDir
    private static Path folder;

    private static MonitoredServices services;
    private static Optional<PrometheusServer> prometheus = Optional.empty();
    private static Scrape before;
    private static Scrape after;

    @BeforeAll
    static void work() throws Exception {
        services = MonitoredServices.start(Files.createDirectory(folder.resolve("services")));
        before = services.scrape();
        if (Installed.isInstalled("prometheus")) {
            prometheus = Optional.of(
                    PrometheusServer.start(Files.createDirectory(folder.resolve("prometheus")), services::address));
        }
        services.work();
        after = services.scrape();
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus.isPresent()) {
            prometheus.orElseThrow().close();
        }
        if (services != null) {
            services.close();
        }
    }

    /** An alert on what appears with its first event would not see that event. */
    @Test
    void whatAlertsLookAtIsThereBeforeTheFirstRequest() {
        assertThat(AlertRule.all().stream().flatMap(alert -> alert.expression().missingIn(before).stream()))
                .isEmpty();
    }

    @Test
    void whatDashboardsShowIsThere() {
        assertThat(Dashboard.all().stream()
                        .flatMap(dashboard -> dashboard.queries(WINDOW).stream())
                        .flatMap(query -> query.missingIn(after).stream()))
                .isEmpty();
    }

    /** Whoever may send a request can send a name that nobody has, and another one each time. */
    @Test
    void namesThatCallersMakeUpMakeNoSeries() {
        Set<Series> more = after.own().stream()
                .filter(one -> !before.own().contains(one))
                .filter(one -> !one.name().startsWith("ags_broker_requests_seconds"))
                .collect(Collectors.toSet());
        assertThat(more).isEmpty();
        assertThat(after.series()).noneMatch(one -> one.labels().toString().contains("made-up"));
        assertThat(after.own())
                .as("they were asked for")
                .anyMatch(one -> one.labels().containsValue("unknown-auth-service"));
    }

    @Test
    void prometheusFindsSomethingForEachQueryOfADashboard() throws Exception {
        PrometheusServer server = server();
        List<PromQuery> queries = Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries(WINDOW).stream())
                .toList();
        assertThat(queries).hasSizeGreaterThan(50);
        Awaitility.await()
                .untilAsserted(() -> assertThat(withoutResult(queries, server))
                        .as("queries that find nothing")
                        .isEmpty());
    }

    private static List<String> withoutResult(List<PromQuery> queries, PrometheusServer server) throws Exception {
        List<String> places = new ArrayList<>();
        for (PromQuery query : queries) {
            // What is compared with zero is shown only if it is not.
            String all = query.text().replaceFirst(" (?:> |== )0$", "");
            server.query(query.text());
            if (server.query(all).isEmpty()) {
                places.add(query.place());
            }
        }
        return places;
    }

    /** Each rule is looked at, and those are about to fire that have a cause. */
    @Test
    void prometheusAlertsOnWhatIsWrongAndOnNothingElse() throws Exception {
        PrometheusServer server = server();
        // One node of Kafka, a certificate of ten days, a login and a provider that are not there, and garbage.
        Set<String> expected = Set.of(
                "AgsAuthServiceUnavailable",
                "AgsCertificateExpires",
                "AgsDeadLetters",
                "AgsKafkaWithoutMargin",
                "AgsKeysNotFetched",
                "AgsRequestsUnanswered",
                "AgsTopicsUnsafe");
        // These depend on how fast this machine is.
        Set<String> possible = Set.of("AgsAnswersSlow");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(active(server)).containsAll(expected));

        assertThat(active(server).filter(alert -> !possible.contains(alert)))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(server.ruleErrors()).isEmpty();
        assertThat(server.alerts()).containsEntry("AgsDeadLetters", "firing");
    }

    private static Stream<String> active(PrometheusServer server) throws Exception {
        return server.alerts().entrySet().stream()
                .filter(alert -> !alert.getValue().equals("inactive"))
                .map(alert -> alert.getKey());
    }

    private static PrometheusServer server() {
        Installed.require("prometheus", "no query was run by it");
        return prometheus.orElseThrow();
    }
}
