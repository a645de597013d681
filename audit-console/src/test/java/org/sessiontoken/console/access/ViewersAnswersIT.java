package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whatever endpoints there are: an answer to a viewer names no account, and one to an auditor is recorded. */
class ViewersAnswersIT {

    private static final int WRITTEN = 40;

    /** It never ends, and has a test of its own. */
    private static final Set<String> WITHOUT_END = Set.of("/api/live");

    @TempDir
    private static Path folder;

    private static ConsoleWithKafka running;
    private static ConsoleAccess console;

    @BeforeAll
    static void start() {
        running = ConsoleWithKafka.start(folder, WRITTEN);
        console = running.console();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    /** All that can be asked for by GET, with parameters that some of them need. */
    private static Set<String> paths() {
        Map<String, String> variables = Map.of(
                "{requestId}", "request-00000005", "{correlationId}", "flow-5", "{partition}", "0", "{offset}", "0");
        return console
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> path.startsWith("/api/") && !WITHOUT_END.contains(path))
                .map(path -> {
                    String asked = path;
                    for (Map.Entry<String, String> variable : variables.entrySet()) {
                        asked = asked.replace(variable.getKey(), variable.getValue());
                    }
                    return asked + (path.contains("{") ? "" : query(path));
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String query(String path) {
        String to = Instant.now().plus(Duration.ofMinutes(1)).toString();
        return switch (path) {
            case "/api/scan" -> "?from=2026-01-01T00:00:00Z&to=" + to;
            case "/api/correlations" -> "?correlationId=flow-5";
            default -> "";
        };
    }

    @Test
    void nameNoAccount() {
        Browser viewer = console.viewer();
        Map<String, Integer> statuses = new TreeMap<>();
        for (String path : paths()) {
            HttpResponse<String> answer = viewer.get(path);
            statuses.put(path, answer.statusCode());

            assertThat(answer.body() + answer.headers().map())
                    .as(path)
                    .doesNotContain("account-", ConsoleAccess.ACCOUNT);
        }

        assertThat(statuses)
                .as("answers")
                .hasSizeGreaterThan(8)
                .allSatisfy((path, status) ->
                        assertThat(status).as(path).isEqualTo(path.startsWith("/api/export") ? 403 : 200));
    }

    @Test
    void areRecordedIfTheyNameAccountsToAnAuditor() {
        Browser auditor = console.auditor();
        List<String> naming = paths().stream()
                .filter(path -> auditor.get(path).body().contains("account-"))
                .map(path -> path.replaceFirst("\\?.*", ""))
                .toList();

        assertThat(naming).contains("/api/flows", "/api/flows/request-00000005", "/api/export");
        assertThat(running.accesses()).extracting(access -> access.resource()).containsAll(naming);
    }
}
