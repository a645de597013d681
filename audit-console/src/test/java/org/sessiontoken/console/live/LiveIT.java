package org.sessiontoken.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.access.Browser;
import org.sessiontoken.console.access.ConsoleAccess;
import org.sessiontoken.console.access.ConsoleWithKafka;
import org.sessiontoken.event.AccessKind;

class LiveIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MAX_BROWSERS = 7;
    private static final int MAX_PER_USER = 4;

    @TempDir
    private static Path folder;

    private static ConsoleWithKafka running;
    private static ConsoleAccess console;
    private static int written;

    @BeforeAll
    static void start() {
        written = 0;
        running = ConsoleWithKafka.start(
                folder,
                0,
                "--ags.console.live.heartbeat=200ms",
                "--ags.console.live.max-browsers=" + MAX_BROWSERS,
                "--ags.console.access.max-sign-in-attempts=1000");
        console = running.console();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    /**
     * Writes some more requests, and says which. A row whose outcome is read before its request would come twice, the second time with
     * more in it.
     */
    private static List<String> write(int count) {
        int from = written;
        written += count;
        running.flows().ask(from, written);
        await("the requests are read").atMost(LONG).until(() -> running.indexed() == written);
        running.flows().answer(from, written);
        return ids(from, written);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj("request-%08d"::formatted).toList();
    }

    private static List<String> outcomes(Watcher watcher) {
        return watcher.rows().stream().filter(row -> !row.endsWith("pending")).toList();
    }

    private static void awaitOutcomes(Watcher watcher, List<String> ids) {
        await("all rows").atMost(LONG).until(() -> outcomes(watcher).containsAll(ids));
    }

    /** The last browser of another test may not have been let go yet. */
    private static Watcher watch(Browser browser, String path, String... headers) {
        await("room").atMost(LONG).until(() -> console.bean(LiveBrowsers.class).count() < MAX_PER_USER);
        Watcher watcher = new Watcher(browser, path, headers);
        assertThat(watcher.status()).isEqualTo(200);
        await("the response has begun").atMost(LONG).until(() -> watcher.text().contains("id: "));
        return watcher;
    }

    @Test
    void showsRowsAsTheyComeToEachUserInItsOwnWay() {
        try (Watcher auditor = watch(console.auditor(), "/api/live");
                Watcher viewer = watch(console.viewer(), "/api/live")) {
            List<String> ids = write(20);

            awaitOutcomes(auditor, ids);
            awaitOutcomes(viewer, ids);

            assertThat(auditor.text()).contains("\"id\":\"account-");
            assertThat(viewer.text()).contains("\"hash\":\"k").doesNotContain("account-");
            assertThat(auditor.response().headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        }
        assertThat(running.accesses())
                .anySatisfy(access -> assertThat(access.kind()).isEqualTo(AccessKind.WATCHED));
    }

    @Test
    void showsWhatTheFilterWants() {
        try (Watcher refused = watch(console.viewer(), "/api/live?outcome=not-issued")) {
            List<String> ids = write(30);
            List<String> wanted = ids.stream().filter(id -> id.endsWith("9")).toList();

            awaitOutcomes(refused, wanted);

            assertThat(outcomes(refused)).doesNotHaveDuplicates().isEqualTo(wanted);
        }
    }

    @Test
    void goesOnWithoutGapAndWithoutRepeat() {
        Browser browser = console.auditor();
        List<String> seen = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        String lastId = null;
        for (int i = 0; i < 4; i++) {
            String[] headers = lastId == null ? new String[0] : new String[] {"Last-Event-ID", lastId};
            try (Watcher watcher = watch(browser, "/api/live?outcome=issued&outcome=unauthorised", headers)) {
                List<String> ids = write(15);
                expected.addAll(ids);
                awaitOutcomes(watcher, ids);
                lastId = watcher.lastId();
                seen.addAll(outcomes(watcher));
            }
            // While it is away.
            expected.addAll(write(5));
        }
        try (Watcher watcher = watch(browser, "/api/live?outcome=issued&outcome=unauthorised&lastEventId=" + lastId)) {
            awaitOutcomes(watcher, expected.subList(expected.size() - 5, expected.size()));
            seen.addAll(outcomes(watcher));
            assertThat(watcher.text()).doesNotContain("skipped");
        }

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void keepsTheConnectionOpenByComments() {
        try (Watcher watcher = watch(console.viewer(), "/api/live")) {
            await("some comments").atMost(LONG).until(() -> watcher.text().split(": heartbeat", -1).length > 3);
        }
    }

    @Test
    void endsWithTheSession() {
        Browser browser = console.auditor();
        try (Watcher watcher = watch(browser, "/api/live")) {
            browser.change("/sign-out", "");

            assertThat(watcher.ended()).succeedsWithin(LONG);
        }
    }

    @Test
    void endsOnceTheUserHasAnotherRoleOrIsTakenOutOfTheFile() throws IOException {
        Path users = ConsoleAccess.usersFile(folder);
        String before = Files.readString(users);
        for (String after : List.of(
                before.replace(":auditor", ":viewer"), before.replace(ConsoleAccess.AUDITOR, "somebody-else"))) {
            try (Watcher watcher = watch(console.auditor(), "/api/live")) {
                Files.writeString(users, after);

                assertThat(watcher.ended()).succeedsWithin(LONG);
            } finally {
                Files.writeString(users, before);
            }
        }
    }

    private static void awaitNoBrowser() {
        await("they are let go")
                .atMost(LONG)
                .until(() -> console.bean(LiveBrowsers.class).count() == 0);
    }

    /** Each user has room, whatever another one does. */
    @Test
    void servesABoundedNumberOfBrowsersAndOfEachUser() {
        awaitNoBrowser();
        Browser viewer = console.viewer();
        Browser auditor = console.auditor();
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_PER_USER; i++) {
                watchers.add(served(viewer));
            }
            refused(viewer, 429, "Close another window of yours");
            for (int i = MAX_PER_USER; i < MAX_BROWSERS; i++) {
                watchers.add(served(auditor));
            }
            refused(auditor, 503, "max-browsers");
        } finally {
            watchers.forEach(Watcher::close);
        }
        awaitNoBrowser();
    }

    private static Watcher served(Browser browser) {
        Watcher watcher = new Watcher(browser, "/api/live");
        assertThat(watcher.status()).isEqualTo(200);
        return watcher;
    }

    private static void refused(Browser browser, int status, String advice) {
        HttpResponse<String> refusal = browser.get("/api/live");
        assertThat(refusal.statusCode()).isEqualTo(status);
        assertThat(refusal.body()).contains(advice);
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void refusesStrangersAndWhatIsNoFilter() {
        assertThat(console.browser().get("/api/live").statusCode()).isEqualTo(401);
        assertThat(console.viewer().get("/api/live?outcome=odd").statusCode()).isEqualTo(400);
        assertThat(console.viewer()
                        .send(console.viewer().form("/api/live", Map.of()))
                        .statusCode())
                .isEqualTo(403);
    }
}
