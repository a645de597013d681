package org.sessiontoken.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sessiontoken.console.page.Browser.eventually;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.sessiontoken.console.access.ConsoleAccess;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.console.search.Cursor;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowPage;
import org.sessiontoken.console.search.FlowSearch;
import org.sessiontoken.console.secrecy.SealedFlows;
import org.sessiontoken.event.ConsumerClientId;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/** What a person does with the console itself: signed in, on a real Kafka with records, and with nothing made up. */
class RealConsoleIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String FIRST_ROW = ".requests tbody tr";
    private static final String UNSEEN = "billing";
    private static final int NUMBER_OF_UNSEEN = 10_000;
    private static final String ACCOUNT_HASH = "k[0-9a-f]{16}";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static EmbeddedKafka kafka;
    private static SealedFlows flows;
    private static ConsoleAccess console;
    private static int written;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.startWatched("en-GB");
        NamedKey operator = DevelopmentKeys.generate("operator-2026", "A256GCMKW", 32);
        KeySetFile.write(folder.resolve("operator.json"), List.of(operator));
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        flows = new SealedFlows(kafka.bootstrapServers(), operator);
        write(2 * SealedFlows.IN_ONE_FLOW);
        flows.writeUnseen(UNSEEN, NUMBER_OF_UNSEEN);
        console = ConsoleAccess.start(
                kafka.bootstrapServers(),
                folder,
                "--ags.development=true",
                "--ags.console.access.max-sign-in-attempts=1000",
                "--ags.console.access.one-time-link-file=" + folder.resolve("link.txt"),
                "--ags.console.board.lately=1h",
                "--ags.console.dead-letters.keys=" + folder.resolve("operator.json"));
        awaitIndexed();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (console != null) {
            console.close();
        }
        if (flows != null) {
            flows.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @BeforeEach
    void beNobody() {
        browser.size(1_440, 900);
        browser.open(address("/sign-in"));
        browser.forgetCookies();
        browser.traffic();
    }

    /** The policy that the console really sends forbids nothing that the page does. */
    @AfterEach
    void hearNoComplaint() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void write(int count) {
        flows.write(written, written + count);
        written += count;
    }

    private static void awaitIndexed() {
        await("all is indexed")
                .atMost(LONG)
                .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
                .until(() -> {
                    FlowPage page = console.bean(FlowSearch.class).page(FlowFilter.ALL, Cursor.NEWEST, 1);
                    return page.total() > 0
                            && page.coverage().outside().stream()
                                    .map(Coverage.Outside::what)
                                    .allMatch(Set.of("unreadable", "outcomes-not-seen")::contains)
                            && !page.coverage().building();
                });
    }

    private static String address(String path) {
        return console.url() + path;
    }

    private static void fillIn(String name, String password) {
        eventually(() -> browser.find("#username").clear());
        browser.find("#username").sendKeys(name);
        browser.find("#password").sendKeys(password, Keys.ENTER);
    }

    private static void openAsViewer(String view) {
        browser.open(address(view));
        fillIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);
        eventually(() -> assertThat(browser.text("#user")).contains(ConsoleAccess.VIEWER));
    }

    private static void openAsAuditor(String view) {
        browser.open(address(view));
        fillIn(ConsoleAccess.AUDITOR, ConsoleAccess.AUDITORS_PASSWORD);
        eventually(() -> assertThat(browser.text("#user")).contains(ConsoleAccess.AUDITOR));
    }

    private static void search(CharSequence... typed) {
        browser.type("/");
        eventually(() ->
                assertThat(browser.script("return document.activeElement.id")).isEqualTo("search"));
        browser.type(typed);
    }

    /** How many requests have a row. */
    private static long all() {
        return IntStream.range(0, written).filter(SealedFlows::isReadable).count() + 1;
    }

    private static void seesRequests(long count) {
        eventually(() -> assertThat(browser.text(".coverage")).startsWith(count + " of "));
    }

    private static @Nullable Object idOfFirstRow() {
        return browser.script("return document.querySelector('.requests tbody tr').dataset.id");
    }

    private static int numberOfFirstRow() {
        Object id = idOfFirstRow();
        return IntStream.range(0, written)
                .filter(number -> SealedFlows.requestId(number).equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class SigningIn {

        @Test
        void refusesAWrongPasswordAndGoesOnToTheViewThatWasAskedForWithTheRightOne() {
            browser.open(address("/?last=all&outcome=unavailable"));
            fillIn(ConsoleAccess.VIEWER, "wrong");
            eventually(() -> assertThat(browser.text("#failed")).startsWith("That did not work"));
            assertThat(browser.address()).endsWith("/sign-in#failed");

            fillIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

            eventually(() -> assertThat(browser.address()).isEqualTo(address("/?last=all&outcome=unavailable")));
            eventually(() -> assertThat(browser.text(FIRST_ROW)).contains("unavailable"));
            seesRequests(4);
        }

        @Test
        void isDoneByALinkThatIsOpenedWhereTheSignInPageIsOpenAlready() throws IOException {
            String link = Files.readString(folder.resolve("link.txt")).strip();

            browser.script("location.href = arguments[0]", link);

            eventually(() -> assertThat(browser.text("#user")).contains("one-time-link"));
        }

        @Test
        void endsByTheMenuAndIsAskedForAgain() {
            openAsViewer("/");
            browser.find("#user summary").click();
            browser.button("Sign out").click();
            eventually(() -> assertThat(browser.text("#signed-out")).isEqualTo("You are signed out."));

            browser.open(address("/?last=all"));

            eventually(() -> assertThat(browser.address()).contains("/sign-in"));
        }

        @Test
        void isAskedForAgainWhereTheSessionHasExpiredAndGoesBackToTheView() {
            openAsViewer("/?last=all");
            seesRequests(all());
            console.expireSessions();

            search("outcome:unav", Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("/sign-in"));
            fillIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);
            eventually(() -> assertThat(browser.address()).isEqualTo(address("/?last=all&outcome=unavailable")));
            seesRequests(4);
        }

        @Test
        void isNotEndedByAnotherSite() throws IOException {
            openAsAuditor("/?last=all");
            HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            other.createContext("/", exchange -> {
                byte[] page = ("<!doctype html><form method='post' action='" + address("/sign-out")
                                + "'><button>A prize</button></form>")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            other.start();
            try {
                browser.open("http://127.0.0.1:" + other.getAddress().getPort() + "/");
                browser.button("A prize").click();
                eventually(() -> assertThat(browser.source()).contains("foreign-origin"));
            } finally {
                other.stop(0);
            }

            browser.open(address("/?last=all"));
            eventually(() -> assertThat(browser.text("#user")).contains(ConsoleAccess.AUDITOR));
        }
    }

    @Nested
    class AViewer {

        @Test
        void seesHashesForAccountsAndMayNotExport() {
            openAsViewer("/?last=all");
            seesRequests(all());
            assertThat(browser.text("td.account")).matches(ACCOUNT_HASH + "|–");
            assertThat(browser.source()).doesNotContain("@example.org");

            browser.button("Export").click();
            assertThat(browser.text(".export")).contains("Only the role auditor may export.");
        }

        @Test
        void searchesForAnAccountByTheHashThatTheListShows() {
            openAsViewer("/?last=all&requestId=" + SealedFlows.requestId(1));
            eventually(() -> assertThat(browser.text("td.account")).matches(ACCOUNT_HASH));
            String hash = browser.text("td.account");
            browser.open(address("/?last=all"));
            seesRequests(all());

            search(hash, Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("account=" + hash));
            seesRequests(1);
            assertThat(idOfFirstRow()).isEqualTo(SealedFlows.requestId(1));
        }

        @Test
        void doesNotSearchForAnAccountByItsId() {
            openAsViewer("/?last=all");

            search("account:" + SealedFlows.account(1), Keys.ENTER);

            eventually(() -> assertThat(browser.text(".refused"))
                    .contains("Only auditors search by account ID", "Search by the hash that the list shows."));
            assertThat(browser.address()).doesNotContain("account");
        }

        @Test
        void opensNoDeadLetter() {
            openAsViewer("/?view=dead-letters");

            eventually(() -> assertThat(browser.text(".board")).contains("Only auditors open dead letters."));
        }
    }

    @Nested
    class AnAuditor {

        @Test
        void searchesForAnAccountByItsIdWhichIsInNoAddress() {
            openAsAuditor("/?last=all");
            seesRequests(all());

            search("account:" + SealedFlows.account(2), Keys.ENTER);

            eventually(() -> assertThat(browser.address()).matches(".*account=" + ACCOUNT_HASH + ".*"));
            eventually(() -> assertThat(browser.text("td.account")).isEqualTo(SealedFlows.account(2)));
            seesRequests(1);
            assertThat(browser.text(".search .chip")).contains(SealedFlows.account(2));
            assertThat(browser.address()).doesNotContain("example.org");
        }

        @Test
        void exportsWhatTheFilterMatches() throws IOException {
            Path downloads = Files.createDirectories(folder.resolve("downloads"));
            browser.downloadInto(downloads);
            openAsAuditor("/?last=all&outcome=unauthorised");
            seesRequests(16);
            browser.button("Export").click();

            browser.button("CSV, safe for spreadsheets").click();

            await("the export").atMost(LONG).ignoreExceptions().untilAsserted(() -> {
                try (Stream<Path> files = Files.list(downloads)) {
                    assertThat(files).singleElement().satisfies(file -> {
                        assertThat(file.getFileName().toString()).endsWith(".csv");
                        assertThat(Files.readAllLines(file))
                                .hasSize(18)
                                .last()
                                .asString()
                                .startsWith("\"covers 16 requests; complete from ");
                    });
                }
            });
        }

        @Test
        void opensADeadLetterWithTheOperatorsKey() {
            openAsAuditor("/?view=dead-letters");
            eventually(
                    () -> assertThat(browser.all(".letters tbody tr td button")).hasSize(8));

            eventually(() -> browser.find(".letters tbody tr td button").click());

            eventually(() -> assertThat(browser.text(".letters .opened")).matches(".*\\d+ bytes.*"));
        }
    }

    @Nested
    class ASearch {

        @Test
        void findsByASessionTokenThatIsNeverSent() {
            String token = SealedFlows.sessionToken(5);
            String hash = TokenHash.of(Secret.ofText(token)).value();
            openAsViewer("/?last=all");
            seesRequests(all());
            browser.type("/");
            browser.traffic();

            browser.paste(token);

            eventually(() -> assertThat(browser.address()).contains("tokenHash=" + hash));
            seesRequests(1);
            assertThat(idOfFirstRow()).isEqualTo(SealedFlows.requestId(5));
            assertThat(browser.traffic())
                    .anyMatch(message -> message.contains("requestWillBeSent") && message.contains(hash))
                    .noneMatch(message -> message.contains(token));
            assertThat(browser.source()).doesNotContain(token);
        }

        @Test
        void combinesFiltersAndSaysWhatItCovers() {
            openAsViewer("/?last=all&caller=10.1.4.0%2F26&outcome=not-issued&authService=Customer+Auth+Service");

            seesRequests(15);
            assertThat(browser.text(".coverage")).contains("complete from", "to now", "all 4 partitions");
        }

        @Test
        void saysWhoseOutcomesCannotBeSeen() {
            openAsViewer("/?last=all&requestor=" + UNSEEN);

            seesRequests(1);
            assertThat(browser.text(".coverage")).contains("outcomes of " + UNSEEN + " cannot be seen");
            assertThat(browser.text(FIRST_ROW)).contains("not seen").doesNotContain("pending");

            browser.type("j", Keys.ENTER);

            eventually(() -> assertThat(browser.text("article.request"))
                    .contains("whether a reply came cannot be seen")
                    .doesNotContain("No reply came"));
        }

        @Test
        void saysWhatToChangeWhereTheAddressIsWrong() {
            openAsViewer("/?last=all&caller=10.1.4.7%2F8");

            eventually(() -> assertThat(browser.text(".foot"))
                    .contains("A parameter is not as described", "caller: an address range must begin"));
        }
    }

    @Nested
    class AFlow {

        @Test
        void opensByTheKeyboardAndIsTheSameForWhoeverGetsItsAddress() {
            openAsViewer("/?last=all&outcome=issued&correlationId=" + SealedFlows.correlationId(73));
            seesRequests(22);

            int first = numberOfFirstRow();
            browser.type("j", Keys.ENTER);

            eventually(() -> assertThat(browser.text(".panel h2")).isEqualTo(SealedFlows.correlationId(first)));
            assertThat(browser.address()).contains("show=" + SealedFlows.requestId(first));
            eventually(() -> assertThat(browser.all(".lanes li")).hasSize(40));
            assertThat(browser.text("article.chosen .waterfall")).contains("1st attempt", "Reply written");
            assertThat(browser.text("article.chosen")).contains("\"sessionToken\": sealed for http-adapter, ");
            String view = browser.address();
            browser.type(Keys.ESCAPE);
            eventually(() -> assertThat(browser.find(".panel").isDisplayed()).isFalse());

            browser.forgetCookies();
            openAsAuditor(view.substring(console.url().toString().length()));

            eventually(() -> assertThat(browser.address()).isEqualTo(view));
            eventually(() -> assertThat(browser.text(".panel h2")).isEqualTo(SealedFlows.correlationId(first)));
            // The request is there first, and then the others beside it.
            eventually(() -> assertThat(browser.text("article.chosen")).contains(SealedFlows.account(first)));
        }

        @Test
        void namesWhatIsMissing() {
            openAsViewer("/?last=all&show=" + SealedFlows.requestId(7));

            eventually(() -> assertThat(browser.text("article.chosen"))
                    .contains("The request could not be read: it is a dead letter"));
        }
    }

    @Test
    void showsNewRequestsOnTopUntilItIsPaused() {
        openAsViewer("/?last=all&caller=10.1.4.80&caller=10.1.4.81&caller=10.1.4.82");
        browser.type("l");
        eventually(() -> assertThat(browser.find("button.live").getAttribute("aria-pressed"))
                .isEqualTo("true"));
        // The page catches up when its stream has begun.
        eventually(() -> assertThat(browser.traffic())
                .anyMatch(message -> message.contains("responseReceived") && message.contains("/api/live")));

        write(1);
        eventually(() -> assertThat(idOfFirstRow()).isEqualTo(SealedFlows.requestId(80)));

        browser.type("p");
        eventually(() -> assertThat(browser.text(".live-text")).contains("paused"));
        write(1);
        eventually(() -> assertThat(browser.text(".live-text")).contains("1 new"));
        assertThat(idOfFirstRow()).isEqualTo(SealedFlows.requestId(80));
        browser.type("p");
        eventually(() -> assertThat(idOfFirstRow()).isEqualTo(SealedFlows.requestId(81)));
    }

    @Test
    void showsTheBoard() {
        openAsViewer("/");
        browser.type("g", "s");

        eventually(() ->
                assertThat(browser.text(".figures")).contains("Brokers 0 none consumes: start one", "Dead letters 8"));
        assertThat(browser.address()).contains("view=services");
        try (KafkaConsumer<byte[], byte[]> broker = broker()) {
            eventually(() -> assertThat(browser.text(".services tbody tr"))
                    .contains("Customer Auth Service", "open for", "500/s each", "bad credentials"));
            assertThat(browser.text(".figures")).contains("Brokers 1");
        }
    }

    /** A member of the brokers' group: its breaker is open, as it has said on the topic. */
    private static KafkaConsumer<byte[], byte[]> broker() {
        KafkaConsumer<byte[], byte[]> broker = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "session-token-broker",
                        "client.id",
                        ConsumerClientId.of(SealedFlows.BROKER, "0a1b2c3d", 0)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        broker.subscribe(List.of(Topics.REQUESTS));
        await("a member").atMost(LONG).pollInSameThread().until(() -> {
            broker.poll(Duration.ofMillis(100));
            return !broker.assignment().isEmpty();
        });
        return broker;
    }
}
