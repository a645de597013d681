package org.sessiontoken.console.secrecy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.access.Browser;
import tools.jackson.databind.json.JsonMapper;

/** Whatever one user is answered, with what was found in it. */
final class Answers {

    private static final JsonMapper JSON = new JsonMapper();

    private final Browser browser;
    private final SecretSearch secrets;
    private final SecretSearch accounts;
    private final Set<String> foundSecrets = new TreeSet<>();
    private final Set<String> foundAccounts = new TreeSet<>();

    Answers(Browser browser, SecretSearch secrets, SecretSearch accounts) {
        this.browser = browser;
        this.secrets = secrets;
        this.accounts = accounts;
    }

    /** The secrets in the answers, each with where it is. */
    Set<String> foundSecrets() {
        return foundSecrets;
    }

    /** The account IDs in the answers. */
    Set<String> foundAccounts() {
        return foundAccounts;
    }

    /** Asks for all that the page and the API have. */
    void askForEverything(int count) {
        Pattern.compile("(?:href|src)=\"([^\"?#]+)\"")
                .matcher(get("/"))
                .results()
                .forEach(link -> get("/" + link.group(1)));
        List.of(
                        "/sign-in",
                        "/api/me",
                        "/api/histogram?buckets=1000&from=2026-01-01T00:00:00Z",
                        "/api/board",
                        "/actuator/health",
                        "/actuator/prometheus",
                        "/api/scan?from=2026-01-01T00:00:00Z&to=" + Instant.now(),
                        "/api/export?format=jsonl",
                        "/api/export?format=csv",
                        "/api/export?format=ocsf")
                .forEach(this::get);
        pages("/api/flows");
        pages("/api/dead-letters");
        for (int number = 0; number < count; number += SealedFlows.IN_ONE_FLOW) {
            get("/api/correlations/" + SealedFlows.correlationId(number));
        }
        for (int number = 0; number < SealedFlows.IN_ONE_FLOW; number++) {
            get("/api/flows/" + SealedFlows.requestId(number));
        }
    }

    /** Asks with a secret where it does not belong, as somebody does who pastes the wrong thing. */
    void askWith(String secret) {
        String value = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String parameter : List.of("tokenHash", "from", "outcome", "caller")) {
            for (String path : List.of("flows", "histogram", "export", "scan", "live")) {
                get("/api/" + path + "?" + parameter + "=" + value);
            }
        }
        for (String query : List.of(
                "flows?limit=",
                "flows?before=",
                "histogram?buckets=",
                "export?format=",
                "dead-letters?reason=",
                "dead-letters?before=",
                "dead-letters?limit=")) {
            get("/api/" + query + value);
        }
        browser.change("/api/dead-letters/" + value.replace("%", "") + "/0/open", "");
        browser.change("/api/account-hashes", JSON.writeValueAsString(secret));
        browser.signIn(secret, secret);
    }

    /** Asks for one thing. */
    String get(String path) {
        HttpResponse<String> answer = browser.get(path);
        look(path.replaceFirst("\\?.*", ""), answer.headers().map() + "\n" + answer.body());
        return answer.body();
    }

    private synchronized void look(String where, String answer) {
        secrets.foundIn(answer).forEach(secret -> foundSecrets.add(secret + " in " + where));
        foundAccounts.addAll(accounts.foundIn(answer));
    }

    /** All pages, by the cursor of each. */
    private void pages(String path) {
        @Nullable
        String next = JSON.readTree(get(path + "?limit=1000")).path("next").stringValue(null);
        while (next != null) {
            next = JSON.readTree(get(path + "?limit=1000&before=" + next))
                    .path("next")
                    .stringValue(null);
        }
    }

    /** Watches what comes, until the result is closed. */
    AutoCloseable watch() {
        HttpResponse<InputStream> rows;
        try {
            rows = HttpClient.newHttpClient()
                    .send(
                            browser.request("/api/live")
                                    .header(
                                            "Cookie",
                                            "console="
                                                    + browser.cookie("console").orElseThrow())
                                    .build(),
                            BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try {
                rows.body().transferTo(text);
            } catch (IOException closed) {
                // By the test, which has seen enough.
            }
            look("live", text.toString(StandardCharsets.UTF_8));
        });
        return () -> {
            rows.body().close();
            read.join();
        };
    }
}
