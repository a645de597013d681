package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.event.AccessCriterion;
import org.sessiontoken.event.AccessKind;
import org.sessiontoken.event.Accessed;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.slf4j.LoggerFactory;

class AccessIT {

    private static final String ROWS = "/api/rows-of-a-test";

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static ConsoleAccess console;
    private static Path link;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.resolve("kafka"), 0));
        ConsoleAccess.makeTopic(kafka.bootstrapServers());
        link = folder.resolve("link.txt");
        console = ConsoleAccess.start(
                kafka.bootstrapServers(),
                folder,
                "--ags.console.access.one-time-link-file=" + link,
                "--ags.console.access.max-sign-in-attempts=1000");
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static List<Accessed> accesses() {
        return ConsoleAccess.accesses(kafka.bootstrapServers());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("").replaceFirst("^http://127\\.0\\.0\\.1:\\d+", "");
    }

    @Nested
    class SigningIn {

        @Test
        void letsTheUsersOfTheFileIn() {
            assertThat(console.viewer().json("/api/me").get("roles")).hasToString("[\"viewer\"]");
            assertThat(console.auditor().json("/api/me").get("roles")).hasToString("[\"auditor\"]");
            assertThat(console.auditor().json("/api/me").get("name").asString()).isEqualTo(ConsoleAccess.AUDITOR);
        }

        @Test
        void refusesAWrongPasswordAndAnUnknownUserAlike() {
            for (String name : List.of(ConsoleAccess.VIEWER, "nobody")) {
                Browser browser = console.browser();

                HttpResponse<String> refused = browser.signIn(name, "wrong");

                assertThat(refused.statusCode()).isEqualTo(302);
                assertThat(location(refused)).isEqualTo("/sign-in#failed");
                assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
            }
        }

        @Test
        void isRecorded() {
            console.auditor();

            assertThat(accesses())
                    .filteredOn(access -> access.kind() == AccessKind.SIGNED_IN)
                    .anySatisfy(access -> {
                        assertThat(access.user()).isEqualTo(ConsoleAccess.AUDITOR);
                        assertThat(access.role()).isEqualTo("auditor");
                        assertThat(access.criteria()).isEmpty();
                    });
        }

        @Test
        void makesAnotherSessionThanBefore() {
            Browser browser = console.viewer();
            String fixed = browser.cookie("console").orElseThrow();

            browser.signIn(ConsoleAccess.AUDITOR, ConsoleAccess.AUDITORS_PASSWORD);

            assertThat(browser.cookie("console").orElseThrow()).isNotEqualTo(fixed);
            Browser attacker = console.browser();
            attacker.setCookie("console", fixed);
            assertThat(attacker.get("/api/me").statusCode()).isEqualTo(401);
        }

        @Test
        void takesNoSessionThatABrowserBrings() {
            Browser browser = console.browser();
            browser.setCookie("console", "0123456789ABCDEF0123456789ABCDEF");

            browser.signIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

            assertThat(browser.cookie("console").orElseThrow()).doesNotStartWith("0123456789");
        }

        @Test
        void goesOnToTheViewThatWasAskedFor() {
            Browser browser = console.browser();

            HttpResponse<String> needed = browser.get("/?tenant=demo&outcome=not-issued");

            assertThat(location(needed)).isEqualTo("/sign-in");
            assertThat(location(browser.signIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD)))
                    .isEqualTo("/?tenant=demo&outcome=not-issued");
        }

        @Test
        void doesNotGoOnToWhatTheBrowserAskedForByItself() {
            Browser browser = console.browser();
            browser.send(browser.request("/favicon.ico").header("Sec-Fetch-Dest", "image"));

            assertThat(location(browser.signIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD)))
                    .isEqualTo("/");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"//evil.example", "/\\evil.example", "https://evil.example/", "/a\nb", "javascript:alert(1)"
                })
        void goesNowhereElse(String elsewhere) {
            Browser browser = console.browser();
            browser.setCookie("console-return", Base64Url.encode(elsewhere.getBytes()));

            assertThat(location(browser.signIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD)))
                    .isEqualTo("/");
        }

        @Test
        void endsWhenTheUserIsTakenOutOfTheFile() throws Exception {
            Path users = ConsoleAccess.usersFile(folder);
            List<String> before = Files.readAllLines(users);
            Browser viewer = console.viewer();
            Browser auditor = console.auditor();
            try {
                Files.write(
                        users,
                        before.stream()
                                .filter(line -> !line.startsWith(ConsoleAccess.AUDITOR))
                                .toList());

                assertThat(auditor.get("/api/me").statusCode()).isEqualTo(401);
                assertThat(viewer.get("/api/me").statusCode()).isEqualTo(200);
            } finally {
                Files.write(users, before);
            }
        }

        @Test
        void endsByASignOut() {
            Browser browser = console.viewer();

            HttpResponse<String> out = browser.change("/sign-out", "");

            assertThat(location(out)).isEqualTo("/sign-in#signed-out");
            assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
        }
    }

    @Nested
    class TheLinkForOneSignIn {

        private static String code() throws Exception {
            String text = Files.readString(link);
            assertThat(text).startsWith(console.url() + "/sign-in#code=");
            return text.substring(text.indexOf('=') + 1).trim();
        }

        @Test
        void signsInOnceAndIsFollowedByAnother() throws Exception {
            String code = code();
            Browser first = console.browser();
            first.signIn("one-time-link", code);
            Browser second = console.browser();

            HttpResponse<String> again = second.signIn("one-time-link", code);

            assertThat(first.json("/api/me").get("roles")).hasToString("[\"auditor\"]");
            assertThat(location(again)).isEqualTo("/sign-in#failed");
            assertThat(second.get("/api/me").statusCode()).isEqualTo(401);
            assertThat(code()).isNotEqualTo(code);
        }

        @Test
        void isForItsOwnerAlone() throws Exception {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(link)))
                    .isEqualTo("rw-------");
        }
    }

    @Nested
    class AViewer {

        @Test
        void seesNoAccountId() {
            HttpResponse<String> rows = console.viewer().get(ROWS);

            assertThat(rows.body()).contains("\"hash\":\"k").doesNotContain(ConsoleAccess.ACCOUNT);
            assertThat(rows.headers().map().toString()).doesNotContain(ConsoleAccess.ACCOUNT);
        }

        @Test
        void searchesForAnAccountByItsHashAlone() {
            Browser viewer = console.viewer();

            assertThat(viewer.get(ROWS + "?account=" + ConsoleAccess.ACCOUNT).statusCode())
                    .isEqualTo(403);
            assertThat(viewer.get(ROWS + "?account=k0123456789abcdef&account=" + ConsoleAccess.ACCOUNT)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(viewer.get(ROWS + "?account=k0123456789abcdef").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void mayNotExport() {
            HttpResponse<String> refused = console.viewer().get("/api/export?format=csv");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("not-allowed");
        }

        @Test
        void mayNotAskForHashesNorOpenDeadLetters() {
            Browser viewer = console.viewer();

            assertThat(viewer.change("/api/account-hashes", "{\"id\":\"acc-1\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(viewer.change("/api/dead-letters/0/1/open", "").statusCode())
                    .isEqualTo(403);
        }
    }

    @Nested
    class AnAuditor {

        @Test
        void seesTheAccountIdOnceTheAccessIsRecorded() {
            HttpResponse<String> rows = console.auditor().get(ROWS + "?tenant=demo&account=" + ConsoleAccess.ACCOUNT);

            assertThat(rows.body()).contains(ConsoleAccess.ACCOUNT);
            assertThat(accesses())
                    .filteredOn(access -> access.resource().equals(ROWS)
                            && access.criteria().contains(new AccessCriterion("tenant", "demo")))
                    .anySatisfy(access -> {
                        assertThat(access.kind()).isEqualTo(AccessKind.VIEWED);
                        assertThat(access.user()).isEqualTo(ConsoleAccess.AUDITOR);
                        assertThat(access.role()).isEqualTo("auditor");
                        assertThat(access.toString()).doesNotContain(ConsoleAccess.ACCOUNT);
                        assertThat(access.criteria())
                                .anySatisfy(criterion ->
                                        assertThat(criterion.value()).matches("k[0-9a-f]{16}"));
                    });
        }

        @Test
        void learnsTheHashOfAnAccountByItsIdInABody() {
            Browser auditor = console.auditor();

            HttpResponse<String> hash =
                    auditor.change("/api/account-hashes", "{\"id\":\"" + ConsoleAccess.ACCOUNT + "\"}");

            assertThat(hash.body()).matches("\\{\"hash\":\"k[0-9a-f]{16}\"}");
            assertThat(auditor.get(ROWS).body())
                    .contains(hash.body().substring(1, hash.body().length() - 1));
        }
    }

    @Nested
    class WhatIsAskedOfOneAccount {

        @Test
        void isRecordedEvenWhereTheAnswerIsANumber() {
            Browser auditor = console.auditor();
            String hash = auditor.json(ROWS).get(0).get("hash").asString();

            auditor.get("/api/histogram?account=" + ConsoleAccess.ACCOUNT + "&buckets=7");
            auditor.get("/api/histogram?account=" + hash + "&buckets=8");

            for (String buckets : List.of("7", "8")) {
                assertThat(accesses())
                        .filteredOn(access -> access.criteria().contains(new AccessCriterion("buckets", buckets)))
                        .singleElement()
                        .satisfies(
                                access -> assertThat(access.criteria()).contains(new AccessCriterion("account", hash)));
            }
        }

        @Test
        void isRecordedWhereItsHashIsAskedFor() {
            Browser auditor = console.auditor();
            long before = hashesAskedFor();

            auditor.change("/api/account-hashes", "{\"id\":\"" + ConsoleAccess.ACCOUNT + "\"}");

            assertThat(hashesAskedFor()).isEqualTo(before + 1);
        }

        private static long hashesAskedFor() {
            return accesses().stream()
                    .filter(access -> access.resource().equals("/api/account-hashes"))
                    .count();
        }
    }

    /** Nothing was shown: a record would say that somebody has seen, exported or opened something. */
    @Nested
    class WhatIsRefusedOrNotThere {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/flows?limit=0",
                    "/api/flows?before=no-cursor",
                    "/api/flows?from=soon",
                    "/api/flows?tokenHash=x",
                    "/api/flows/never-there-1",
                    "/api/histogram?account=k0123456789abcdef&buckets=0",
                    "/api/correlations?correlationId=never-there",
                    "/api/export?format=xlsx",
                    "/api/export?from=soon",
                    "/api/live?outcome=odd",
                    "/api/scan",
                    "/api/dead-letters?limit=0",
                    "/api/nothing"
                })
        void isNotRecorded(String path) {
            Browser auditor = console.auditor();
            int before = accesses().size();

            HttpResponse<String> refused = auditor.get(path);

            assertThat(refused.statusCode()).isBetween(400, 499);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(accesses()).hasSize(before);
        }

        @Test
        void isNotRecordedAsOpenedEither() {
            Browser auditor = console.auditor();
            int before = accesses().size();

            assertThat(auditor.change("/api/dead-letters/0/1/open", "").statusCode())
                    .isEqualTo(404);

            assertThat(accesses()).hasSize(before);
        }

        /** As a link on a page of somebody else: the export would be on the auditor's record, and on their disk. */
        @ParameterizedTest
        @CsvSource({
            "/api/export?format=csv, Sec-Fetch-Site, cross-site",
            "/api/export?format=csv, Sec-Fetch-Site, same-site",
            "/api/export?format=csv, Referer, https://evil.example/page",
            "/api/export?format=csv, Referer, about:blank",
            "/api/export?format=csv, X-Without, either",
            "/api/flows?account=k0123456789abcdef, Sec-Fetch-Site, cross-site",
            "/api/flows?account=k0123456789abcdef, Referer, https://evil.example/",
            ROWS + ", Sec-Fetch-Site, cross-site"
        })
        void isNotRecordedWhereAnotherSiteHasTheBrowserAsk(String path, String header, String value) {
            Browser auditor = console.auditor();
            int before = accesses().size();

            HttpResponse<String> refused = auditor.send(auditor.request(path).header(header, value));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("foreign-origin");
            assertThat(accesses()).hasSize(before);
        }

        @Test
        void isNoDownloadThatThePageOrTheUserBegins() {
            Browser auditor = console.auditor();

            assertThat(Stream.of(
                                    auditor.request("/api/export").header("Sec-Fetch-Site", "same-origin"),
                                    auditor.request("/api/export").header("Sec-Fetch-Site", "none"),
                                    auditor.request("/api/export").header("Referer", auditor.origin() + "/?last=all"))
                            .map(auditor::send)
                            .map(HttpResponse::statusCode))
                    .containsOnly(200);
        }
    }

    /** In the product's own words, and not on a page of the server or of Spring Boot. */
    @Nested
    class WhatTheServerRefuses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GARBAGE",
                    "GET /%zz HTTP/1.1",
                    "GET /%00 HTTP/1.1",
                    "GET /a|b HTTP/1.1",
                    "GET //api/flows HTTP/1.1",
                    "GET /api;x=1/flows HTTP/1.1",
                    "GET /api/flows?outcome=[ HTTP/1.1",
                    "GET /api/flows?outcome=LONG HTTP/1.1"
                })
        void isAnsweredWithWhatIsWrongWithIt(String line) throws IOException {
            assertThat(answer(line.replace("LONG", "a".repeat(9_000))))
                    .containsPattern("^HTTP/1\\.1 400 ")
                    .contains(
                            "Content-Type: application/problem+json",
                            "Content-Security-Policy: " + BrowserHeaders.CONTENT_SECURITY_POLICY,
                            "X-Content-Type-Options: nosniff",
                            "no-store",
                            "urn:problem-type:session-token:malformed-request",
                            "longer than 8 KB together: take filters away")
                    .doesNotContainIgnoringCase("<html", "tomcat", "whitelabel", "exception");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/nothing", "/api/nothing", "/error", "/js/nothing.js", "/api"})
        void isAnsweredWhereNothingIsThere(String path) {
            HttpResponse<String> answer = console.viewer().get(path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("no-such-page", "Begin at /.");
        }

        private static String answer(String line) throws IOException {
            try (Socket socket =
                    new Socket(console.url().getHost(), console.url().getPort())) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Nested
    class AParameterThatAnEndpointDoesNotTake {

        private static final String TYPED = "acc-9-typed-elsewhere";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/flows?accountId=" + TYPED,
                    "/api/flows?Account=" + TYPED,
                    "/api/flows?buckets=7&accountId=" + TYPED,
                    "/api/flows/request-1?x=" + TYPED,
                    "/api/histogram?accountId=" + TYPED,
                    "/api/export?limit=1&accountId=" + TYPED,
                    "/api/scan?from=2026-11-28T09:00:00Z&accountId=" + TYPED,
                    "/api/live?accountId=" + TYPED,
                    "/api/correlations/flow-1?accountId=" + TYPED,
                    "/api/correlations?correlationId=flow-1&accountId=" + TYPED,
                    "/api/dead-letters?accountId=" + TYPED,
                    "/api/board?accountId=" + TYPED,
                    "/api/me?accountId=" + TYPED,
                    ROWS + "?accountId=" + TYPED
                })
        void isRefusedAndWhatItSaysIsNotRecorded(String path) {
            HttpResponse<String> refused = console.auditor().get(path);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("malformed-parameter").doesNotContain(TYPED);
            assertThat(accesses()).asString().doesNotContain(TYPED);
        }

        @Test
        void isAnsweredWithThoseThatTheEndpointTakes() {
            assertThat(console.viewer().get("/api/histogram?Account=a").body())
                    .contains("use only account, authService, buckets, caller, correlationId, from, outcome, reason,"
                            + " requestId, requestor, tenant, to, tokenHash");
            assertThat(console.viewer()
                            .get("/api/board?account=k0123456789abcdef")
                            .body())
                    .contains("takes no parameters");
        }
    }

    @Nested
    class ASessionToken {

        private static final String TOKEN = "4f7k2m9q0w8e3r6t1y5u7i2o9p";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ROWS + "?correlationId=" + TOKEN,
                    ROWS + "?correlationId=%22" + TOKEN + "%22",
                    ROWS + "?correlationId=%7B%22sessionToken%22:%22" + TOKEN + "%22%7D",
                    ROWS + "?requestId=sessionToken:%20" + TOKEN,
                    ROWS + "?tenant=" + TOKEN,
                    ROWS + "?authService=" + TOKEN,
                    ROWS + "?requestor=" + TOKEN,
                    ROWS + "?reason=" + TOKEN,
                    ROWS + "?caller=" + TOKEN,
                    ROWS + "?from=" + TOKEN,
                    ROWS + "?tokenHash=" + TOKEN,
                    ROWS + "?" + TOKEN + "=1",
                    "/api/flows?before=" + TOKEN,
                    "/api/live?outcome=odd&lastEventId=" + TOKEN,
                    "/api/export?format=" + TOKEN,
                    "/api/flows/" + TOKEN,
                    "/api/flows/%34f7k2m9q0w8e3r6t1y5u7i2o9p",
                    "/api/correlations/%22" + TOKEN + "%22",
                    "/api/correlations/session" + "_" + TOKEN,
                    "/api/nothing/" + TOKEN
                })
        void isNotRecordedWhereverItIsTyped(String path) {
            int before = accesses().size();

            console.auditor().get(path);

            List<Accessed> recorded = accesses();
            assertThat(recorded.subList(before, recorded.size()))
                    .as("the sign-in, at least")
                    .isNotEmpty()
                    .asString()
                    .doesNotContain(TOKEN, "f7k2m9q0w8e3r6t1y5u7i2o9p");
        }

        @Test
        void leavesIdsAsTheyAreThatAreLongerOrShorter() {
            for (String id : List.of("order-1031", "0".repeat(32), "d94f6b1c-8b1e-4d3a-9f44-1e5d0b6b5a11")) {
                console.auditor().get(ROWS + "?correlationId=" + id);

                assertThat(accesses())
                        .anySatisfy(access ->
                                assertThat(access.criteria()).contains(new AccessCriterion("correlationId", id)));
            }
        }
    }

    @Nested
    class Redirects {

        @ParameterizedTest
        @ValueSource(strings = {"GET / HTTP/1.1", "GET / HTTP/1.0", "GET /?tenant=demo HTTP/1.1"})
        void nameNoHostWhateverTheRequestNames(String line) throws IOException {
            try (Socket socket =
                    new Socket(console.url().getHost(), console.url().getPort())) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .containsPattern("(?m)^HTTP/1\\.[01] 302")
                        .contains("Location: /sign-in\r\n")
                        .doesNotContain("evil.example");
            }
        }
    }

    @Nested
    class TheLog {

        private final Logger root = (Logger) LoggerFactory.getLogger("org");
        private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

        @BeforeEach
        void listen() {
            root.setLevel(Level.DEBUG);
            lines.start();
            root.addAppender(lines);
        }

        @AfterEach
        void stopListening() {
            root.detachAppender(lines);
            root.setLevel(null);
        }

        /** Anybody can have it written, as often as they like. */
        @Test
        void hasOneLineForALinkThatWasUsed() {
            console.browser().signIn("one-time-link", "used");

            assertThat(List.copyOf(lines.list))
                    .filteredOn(line -> line.getFormattedMessage().equals("A sign-in failed"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.getKeyValuePairs().toString())
                            .contains("BadCredentialsException")
                            .doesNotContain("\n", "\tat "));
        }

        /** Whoever types the password where the name belongs must not find it in the log. */
        @Test
        void namesNoAccountAndNothingThatWasTyped() {
            console.viewer().get(ROWS + "?account=" + ConsoleAccess.ACCOUNT);
            console.auditor().get(ROWS + "?account=" + ConsoleAccess.ACCOUNT);
            console.browser().signIn("typed-in-the-wrong-field", ConsoleAccess.AUDITORS_PASSWORD);

            assertThat(List.copyOf(lines.list).stream()
                            .map(line -> line.getFormattedMessage() + line.getKeyValuePairs())
                            .collect(Collectors.joining("\n")))
                    .contains("A sign-in failed")
                    .doesNotContain(ConsoleAccess.ACCOUNT, "typed-in-the-wrong-field", ConsoleAccess.AUDITORS_PASSWORD);
        }
    }

    @Nested
    class Forgery {

        @Test
        void isRefusedWithoutTheHeaderOfTheSession() {
            Browser viewer = console.viewer();

            HttpResponse<String> forged = viewer.post("/api/changes-of-a-test", Map.of());

            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(forged.body()).contains("no-csrf-header");
            assertThat(viewer.change("/api/changes-of-a-test", "").body()).isEqualTo("changed");
        }

        @Test
        void isRefusedFromAnotherSite() {
            Browser viewer = console.viewer();
            Map<String, String> form =
                    Map.of("username", ConsoleAccess.VIEWER, "password", ConsoleAccess.VIEWERS_PASSWORD);

            assertThat(Stream.of(
                                    viewer.form("/sign-in", form).header("Origin", "https://evil.example"),
                                    viewer.form("/sign-in", form).header("Origin", "null"),
                                    viewer.form("/sign-in", form),
                                    viewer.form("/sign-in", form)
                                            .header("Origin", viewer.origin())
                                            .header("Sec-Fetch-Site", "same-site"),
                                    viewer.form("/sign-in", form).header("Sec-Fetch-Site", "cross-site"))
                            .map(viewer::send)
                            .map(HttpResponse::statusCode))
                    .containsOnly(403);
        }

        @Test
        void isRefusedWithAnotherSessionsHeader() {
            Browser viewer = console.viewer();
            String foreign = console.viewer().json("/api/me").at("/csrf/token").asString();

            assertThat(viewer.send(viewer.request("/api/changes-of-a-test")
                                    .header("Origin", viewer.origin())
                                    .header("X-CSRF-TOKEN", foreign)
                                    .POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Nested
    class Responses {

        @ParameterizedTest
        @ValueSource(strings = {"/sign-in", "/sign-in/sign-in.js", "/api/me", "/api/export", "/api/nothing", ROWS})
        void haveTheHeadersThatBrowsersNeed(String path) {
            for (Browser browser : List.of(console.browser(), console.viewer(), console.auditor())) {
                Map<String, List<String>> headers = browser.get(path).headers().map();

                assertThat(headers)
                        .containsEntry("content-security-policy", List.of(BrowserHeaders.CONTENT_SECURITY_POLICY))
                        .containsEntry("x-frame-options", List.of("DENY"))
                        .containsEntry("x-content-type-options", List.of("nosniff"))
                        .containsEntry("referrer-policy", List.of("same-origin"))
                        .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                        .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                        .containsKey("permissions-policy")
                        .doesNotContainKey("server");
                assertThat(headers.get("cache-control")).asString().contains("no-store");
            }
        }

        @Test
        void allowNothingInlineAndNobodysFrames() {
            assertThat(BrowserHeaders.CONTENT_SECURITY_POLICY)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "data:", "*", "http");
        }

        @Test
        void haveCookiesThatScriptsAndOtherSitesDoNotGet() {
            HttpResponse<String> signedIn =
                    console.browser().signIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

            assertThat(signedIn.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .startsWith("console=")
                    .contains("HttpOnly", "SameSite=Lax", "Path=/");
        }

        @Test
        void forStrangersMakeNoSession() {
            for (String path : List.of("/", "/sign-in", "/api/me", "/actuator/health/liveness")) {
                assertThat(console.browser().get(path).headers().allValues("Set-Cookie"))
                        .as(path)
                        .noneMatch(cookie -> cookie.startsWith("console="));
            }
        }
    }

    @Nested
    class TheSignInPage {

        private final String page = console.browser().get("/sign-in").body();

        @Test
        void hasNothingInlineAndWorksWithoutAScript() {
            assertThat(page)
                    .doesNotContainPattern("(?i)\\son\\w+=|\\sstyle=|<style|javascript:")
                    .doesNotContainPattern("<script(?![^>]*\\ssrc=\")");
            assertThat(Pattern.compile("<script[^>]*>([^<]*)</script>")
                            .matcher(page)
                            .results())
                    .allSatisfy(script -> assertThat(script.group(1)).isEmpty());
            assertThat(page)
                    .contains("<form method=\"post\" action=\"/sign-in\">", "name=\"username\"", "name=\"password\"");
        }

        @Test
        void isTheSameForEverybody() {
            assertThat(console.auditor().get("/sign-in").body()).isEqualTo(page);
        }

        @Test
        void offersTheConfiguredWaysAlone() {
            assertThat(page)
                    .contains("id=\"one-time-link\"", "id=\"username\"")
                    .doesNotContain("/sign-in/oidc", "Nobody can sign in");
        }
    }
}
