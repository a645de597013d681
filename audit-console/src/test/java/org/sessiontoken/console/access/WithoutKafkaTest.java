package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console that reaches no Kafka, behind a proxy with TLS. */
class WithoutKafkaTest {

    private static final String ROWS = "/api/rows-of-a-test";

    @TempDir
    private static Path folder;

    private static ConsoleAccess console;

    @BeforeAll
    static void start() {
        console = ConsoleAccess.start(
                "localhost:1", folder, "--ags.console.access.public-url=https://console.example.org");
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
    }

    private static Map<String, String> form(String name, String password) {
        return Map.of("username", name, "password", password);
    }

    /** As the proxy passes on what a browser sends. */
    private static HttpResponse<String> signIn(Browser browser, String name, String password) {
        return browser.send(
                browser.form("/sign-in", form(name, password)).header("Origin", "https://console.example.org"));
    }

    /** The cookie is for TLS alone, so that the client does not send it by itself. */
    private static HttpResponse<String> rows(HttpResponse<String> signedIn) {
        return get(ROWS, signedIn);
    }

    private static HttpResponse<String> get(String path, HttpResponse<String> signedIn) {
        String cookie =
                signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Browser browser = console.browser();
        return browser.send(browser.request(path).header("Cookie", cookie));
    }

    @Test
    void showsAnAuditorNothingThatItCannotRecord() {
        HttpResponse<String> signedIn =
                signIn(console.browser(), ConsoleAccess.AUDITOR, ConsoleAccess.AUDITORS_PASSWORD);

        HttpResponse<String> refused = rows(signedIn);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("access-not-recorded").doesNotContain(ConsoleAccess.ACCOUNT);
    }

    @Test
    void showsAnAuditorNoNumbersOfOneAccountEither() {
        HttpResponse<String> signedIn =
                signIn(console.browser(), ConsoleAccess.AUDITOR, ConsoleAccess.AUDITORS_PASSWORD);

        // Until the index is open, that is what is said.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> refused = get("/api/histogram?account=k0123456789abcdef", signedIn);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("access-not-recorded");
        });
    }

    /** A stream has begun to be one by then. */
    @Test
    void beginsNoStreamAndNoFileForAnAuditor() {
        HttpResponse<String> signedIn =
                signIn(console.browser(), ConsoleAccess.AUDITOR, ConsoleAccess.AUDITORS_PASSWORD);

        for (String path : List.of("/api/live", "/api/scan?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")) {
            HttpResponse<String> refused = get(path, signedIn);

            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("access-not-recorded");
        }
    }

    @Test
    void showsAViewerWhatNamesNoAccount() {
        HttpResponse<String> signedIn = signIn(console.browser(), ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

        assertThat(rows(signedIn).statusCode()).isEqualTo(200);
    }

    /** Kafka's own clients wait for a minute, and say nothing meanwhile. */
    @Test
    @Timeout(40)
    void saysThatAScanCannotBeginWhereKafkaDoesNotAnswer() {
        HttpResponse<String> signedIn = signIn(console.browser(), ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

        HttpResponse<String> scan = get("/api/scan?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z", signedIn);

        assertThat(scan.body())
                .startsWith("event: failed\ndata: {")
                .contains("\"title\":\"Kafka does not answer\"", "Scan again when Kafka answers");
    }

    @Test
    void keepsItsCookiesFromPlainHttp() {
        HttpResponse<String> signedIn = signIn(console.browser(), ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-console=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
        assertThat(signedIn.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
}
