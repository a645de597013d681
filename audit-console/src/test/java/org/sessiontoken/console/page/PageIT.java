package org.sessiontoken.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.console.page.Browser.eventually;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a person does with the page, with the keyboard above all. */
class PageIT {

    private static final String TOKEN = "0123456789abcdefghijklmnop";

    private static Browser browser;
    private ExampleConsole console;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start("de-DE");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startConsole() throws IOException {
        console = new ExampleConsole();
        browser.size(1_440, 900);
    }

    /** Nothing that a test does may make a script fail, or be forbidden by the Content-Security-Policy. */
    @AfterEach
    void closeConsole() {
        List<String> complaints = browser.complaints();
        browser.open("about:blank");
        console.close();
        assertThat(complaints).isEmpty();
    }

    private void open(String query) {
        browser.open(console.address(query));
        eventually(() -> assertThat(browser.text(".coverage")).contains("complete from"));
    }

    private static int rows() {
        return browser.all(".requests tbody tr").size();
    }

    private static void focusSearch() {
        browser.type("/");
        eventually(() -> assertThat(focused()).isEqualTo("search"));
    }

    private static @Nullable Object focused() {
        return browser.script("return document.activeElement.id");
    }

    @Nested
    class Search {

        @Test
        void showsTheNewestRequestsAndWhatTheAnswerCovers() {
            open("");

            assertThat(rows()).isEqualTo(100);
            assertThat(browser.text(".coverage"))
                    .contains("880 of 371.902 requests", "complete from", "to now", "all 12 partitions");
        }

        @Test
        void doesNotGoOnClaimingToBeCompleteToNow() {
            console.stayBehind(Duration.ofSeconds(6));
            open("");
            assertThat(browser.text(".coverage")).contains("to now");

            eventually(() -> assertThat(browser.text(".coverage")).doesNotContain("to now"));
        }

        @Test
        void findsByAPastedSessionTokenThatLeavesThePageOnlyAsItsHash() {
            open("");
            focusSearch();

            browser.paste(TOKEN);

            eventually(() -> assertThat(browser.address()).contains("tokenHash=" + hashOfToken()));
            eventually(
                    () -> assertThat(console.asked()).anyMatch(asked -> asked.contains("tokenHash=" + hashOfToken())));
            assertThat(console.asked()).noneMatch(asked -> asked.contains(TOKEN));
            assertThat(browser.source()).doesNotContain(TOKEN);
        }

        @Test
        void takesATypedSessionTokenForOneToo() {
            open("");
            focusSearch();

            browser.type(TOKEN, Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("tokenHash=" + hashOfToken()));
            assertThat(console.asked()).noneMatch(asked -> asked.contains(TOKEN));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"%s\"",
                    "'%s',",
                    "Bearer %s",
                    "{\"sessionToken\":\"%s\"}",
                    "{\n  \"sessionToken\" : \"%s\"\n}\n",
                    "sessionToken: %s",
                    "sessionToken=%s;",
                    "token: \"%s\""
                })
        void hashesASessionTokenThatIsPastedInAShapeInWhichItIsFound(String shape) {
            open("");
            focusSearch();

            browser.paste(String.format(Locale.ROOT, shape, TOKEN));

            eventually(() -> assertThat(browser.address()).contains("tokenHash=" + hashOfToken()));
            assertThat(browser.address()).doesNotContain(TOKEN);
            assertThat(console.asked()).noneMatch(asked -> asked.contains(TOKEN));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"%s\"",
                    "{\"sessionToken\":\"%s\"}",
                    "sessionToken: %s",
                    "token:\"%s\"",
                    "curl -H 'Authorization: Bearer %s' https://example.org"
                })
        void hashesASessionTokenThatIsTypedInAnyShape(String shape) {
            open("");
            focusSearch();

            browser.type(String.format(Locale.ROOT, shape, TOKEN), Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("tokenHash=" + hashOfToken()));
            assertThat(browser.address()).doesNotContain(TOKEN);
            assertThat(console.asked()).noneMatch(asked -> asked.contains(TOKEN));
        }

        /** Where another filter is named, too: an ID that looks like a session token may be one. */
        @ParameterizedTest
        @ValueSource(strings = {"correlation:%s", "request: %s", "account:%s", "reason:%s", "call it %s or so"})
        void putsNoSessionTokenIntoTheAddressOrARequestWhateverItIsCalled(String typed) {
            open("");
            focusSearch();
            browser.type(String.format(Locale.ROOT, typed, TOKEN));
            eventually(() -> assertThat(browser.all(".meanings li"))
                    .extracting(WebElement::getText)
                    .containsExactly("token hash of this session token, hashed here"));

            browser.type(Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("tokenHash=" + hashOfToken()));
            assertThat(browser.address()).doesNotContain(TOKEN);
            assertThat(console.asked()).noneMatch(asked -> asked.contains(TOKEN));
        }

        @Test
        void takesAnIdThatIsLongerForNoSessionToken() {
            open("");
            focusSearch();

            browser.type("order-1031", Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("correlationId=order-1031"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"?from=x", "?to=x&from=2026", "?from=x&show=request-1&zone=utc"})
        void saysWhatIsWrongWithATimeInTheAddress(String query) {
            browser.open(console.address(query));

            eventually(() -> assertThat(browser.text(".foot"))
                    .contains("A parameter is not as described", "from must be a time as in RFC 3339."));
            assertThat(browser.text(".controls")).contains("not a time");
        }

        @Test
        void hashesAlikeWhereTheBrowserLendsNoHash() {
            open("");

            Object computed = browser.promise(
                    "import(arguments[0]).then((m) => [...m.computed(new TextEncoder().encode(arguments[1]))]"
                            + ".map((b) => b.toString(16).padStart(2, '0')).join(''))",
                    console.address("js/sha256.js"),
                    TOKEN);

            assertThat(computed).isEqualTo(hashOfToken());
        }

        @Test
        void keepsFiltersAsChipsInTheAddress() {
            open("");
            focusSearch();

            browser.type("outcome:unav", Keys.ENTER);

            eventually(() -> assertThat(browser.text(".search .chip")).startsWith("outcome unavailable"));
            assertThat(browser.address()).endsWith("?outcome=unavailable");
            eventually(() -> assertThat(browser.text(".requests tbody tr")).contains("unavailable"));

            browser.button("Remove outcome unavailable").click();

            eventually(() -> assertThat(browser.all(".search .chip")).isEmpty());
            browser.back();
            eventually(() -> assertThat(browser.all(".search .chip")).hasSize(1));
        }

        @Test
        void searchesAnAccountByItsHashAlone() {
            open("");
            focusSearch();

            browser.type("account:acc-0192", Keys.ENTER);

            eventually(() -> assertThat(browser.text(".search .chip")).contains("acc-0192"));
            assertThat(browser.address()).doesNotContain("acc-0192");
        }

        @Test
        void saysWhatToDoWhereNothingIsFound() {
            open("?reason=unheard-of");

            eventually(() ->
                    assertThat(browser.text(".foot")).contains("No request matches in this time", "Clear the filters"));
            assertThat(browser.text(".readout")).doesNotContain("at most");
        }

        @Test
        void takesAUuidForACorrelationIdAndOffersTheOtherWhereNothingIsFound() {
            String requestId = String.valueOf(ExampleFlows.row(3, Instant.now()).get("requestId"));
            open("");
            focusSearch();
            browser.type(requestId);
            eventually(() -> assertThat(browser.all(".meanings li"))
                    .extracting(WebElement::getText)
                    .containsExactly("correlation ID " + requestId, "request ID " + requestId));

            browser.type(Keys.ENTER);

            eventually(() -> assertThat(browser.address()).endsWith("?correlationId=" + requestId + "&last=all"));
            eventually(() -> browser.button("Search by request ID instead").click());
            eventually(() -> assertThat(browser.address()).endsWith("?last=all&requestId=" + requestId));
            eventually(() -> assertThat(rows()).isOne());
        }

        @Test
        void saysOneRecordOfOneAndLeadsToItsDeadLetter() {
            open("?outcome=issued");
            assertThat(browser.text(".coverage .warn")).isEqualTo("1 record could not be read · Dead letters");

            browser.find(".coverage .warn a").click();

            eventually(() -> assertThat(browser.text(".board h1")).isEqualTo("Dead letters"));
        }

        @Test
        void leadsFromAScanToTheDeadLetters() {
            open("?last=24h");
            browser.find(".coverage .outside button").click();
            eventually(() -> assertThat(console.scans.isEmpty()).isFalse());
            Instant old = Instant.now().minusSeconds(7_200);
            console.scans.send(
                    "done",
                    "{\"scanned\":1,\"of\":1,\"completeFrom\":\"" + old + "\",\"completeTo\":\"" + old.plusSeconds(600)
                            + "\",\"unreadable\":1,\"unseen\":[],\"end\":\"complete\"}");

            eventually(() -> assertThat(browser.text(".scan")).contains("1 record could not be read. Dead letters"));
            assertThat(browser.find(".scan a").getAttribute("href")).contains("view=dead-letters");
        }

        @Test
        void saysWhatToDoWhereKafkaDoesNotAnswer() {
            browser.open(console.address("?reason=" + ExampleConsole.FAILING_REASON));

            eventually(() -> assertThat(browser.text(".foot"))
                    .contains("Kafka does not answer", "Ask again soon.", "Try again"));
        }

        @Test
        void scansKafkaForWhatIsOlderUntilItIsStopped() {
            open("?last=24h");
            browser.find(".coverage .outside button").click();
            eventually(() -> assertThat(console.scans.isEmpty()).isFalse());

            console.scans.send("progress", "{\"scanned\":2000,\"of\":9000,\"at\":\"" + Instant.now() + "\"}");
            eventually(() -> assertThat(browser.text(".scan")).contains("2.000 of 9.000 records"));
            browser.button("Stop").click();

            assertThat(browser.text(".scan")).contains("was stopped", "0 found", "what is newer was not looked at");
        }

        @Test
        void saysWhyAScanHasEndedBeforeItsEnd() {
            open("?last=24h");
            browser.find(".coverage .outside button").click();
            eventually(() -> assertThat(console.scans.isEmpty()).isFalse());

            console.scans.send(
                    "failed", "{\"title\":\"Kafka does not answer\",\"detail\":\"Scan again when Kafka answers.\"}");

            eventually(() -> assertThat(browser.text(".scan"))
                    .contains("Kafka does not answer. The scan broke off: 0 found. Scan again when Kafka answers."));
        }

        @Test
        void claimsNoMoreOfAScanThanItHasRead() {
            open("?last=24h");
            browser.find(".coverage .outside button").click();
            eventually(() -> assertThat(console.scans.isEmpty()).isFalse());
            Instant old = Instant.now().minusSeconds(7_200);
            for (int number : new int[] {9_101, 9_100}) {
                console.scans.send(
                        "row",
                        ExampleConsole.json(ExampleFlows.row(number, number == 9_100 ? old.plusSeconds(60) : old)));
            }
            console.scans.send(
                    "done",
                    "{\"scanned\":20000000,\"of\":30000000,\"completeFrom\":\"" + old + "\",\"completeTo\":\""
                            + old.plusSeconds(600)
                            + "\",\"unreadable\":3,\"unseen\":[\"billing\"],\"end\":\"max-records\"}");

            eventually(() -> assertThat(browser.text(".scan"))
                    .contains(
                            "The scan ended after 20.000.000 records, as many as one scan reads",
                            "2 found",
                            "3 records could not be read",
                            "Outcomes of billing cannot be seen",
                            "What is newer was not looked at"));
            assertThat(browser.script("return [...document.querySelectorAll('.requests tbody tr')].slice(-2)"
                            + ".map((row) => row.dataset.id)"))
                    .as("the newest first")
                    .isEqualTo(List.of(
                            String.valueOf(ExampleFlows.row(9_100, old).get("requestId")),
                            String.valueOf(ExampleFlows.row(9_101, old).get("requestId"))));
        }

        private String hashOfToken() {
            return Sha256Text.of(TOKEN);
        }
    }

    @Nested
    class Timeline {

        @Test
        void opensAndClosesARequestByTheKeyboard() {
            open("");

            browser.type("j", "j", Keys.ENTER);

            eventually(() -> assertThat(browser.text(".panel h2")).isNotEmpty());
            assertThat(browser.address()).contains("show=");
            browser.type(Keys.ESCAPE);
            eventually(() -> assertThat(browser.find(".panel").isDisplayed()).isFalse());
            assertThat(browser.script("return document.activeElement.closest('tr')?.rowIndex"))
                    .isEqualTo(2L);
        }

        @Test
        void showsAllRequestsOfAFlowBesideOneAnother() {
            open("?last=all&correlationId=" + ExampleFlows.FLOW);

            browser.find(".requests tbody tr:nth-child(2)").click();

            eventually(() -> assertThat(browser.all(".lanes li")).hasSize(3));
            assertThat(browser.all("article.request")).hasSize(3);
            assertThat(browser.text(".panel"))
                    .contains("3 requests with this correlation ID", "The same request again");
            assertThat(browser.text("article.chosen dl"))
                    .contains("by the requestor’s clock", "by Kafka’s clock, as in the list");
            assertThat(browser.text(".requests thead")).contains("Kafka’s time");
        }

        @Test
        void drawsDurationsToScaleAndNamesAttempts() {
            open("?last=all&correlationId=" + ExampleFlows.FLOW);

            browser.find(".requests tbody tr:nth-child(3)").click();

            String chosen = "article.chosen ";
            eventually(() -> assertThat(browser.text(chosen + ".waterfall"))
                    .contains(
                            "1st attempt provider timed out", "1.500 ms", "Waited", "2nd attempt", "HTTP answer 503"));
            Object shares =
                    browser.script("return [...document.querySelectorAll('article.chosen .bar.failed')].map((bar) =>"
                            + " Math.round(100 * bar.getBoundingClientRect().width / bar.parentElement.clientWidth))");
            assertThat(shares).isEqualTo(List.of(50L, 47L));
        }

        @Test
        void showsWhatIsSealedAsSealed() {
            open("?last=all&correlationId=" + ExampleFlows.FLOW);

            browser.find(".requests tbody tr").click();

            eventually(() -> assertThat(browser.text("article.request details[open] pre"))
                    .contains("\"sessionToken\": sealed for http-adapter, 612 bytes"));
        }

        @Test
        void saysWhereARequestIsWhenItIsNotInTheIndex() {
            open("?show=" + TOKEN);

            eventually(
                    () -> assertThat(browser.text(".panel")).contains("The index has no such request", "Scan Kafka"));
        }

        @Test
        void isTheSameViewForWhoeverGetsItsAddress() {
            open("?last=all&correlationId=" + ExampleFlows.FLOW);
            browser.find(".requests tbody tr").click();
            eventually(() -> assertThat(browser.all(".lanes li")).hasSize(3));
            String address = browser.address();

            try (Browser other = Browser.start("en-GB")) {
                other.open(address);
                eventually(() -> assertThat(other.text(".panel h2")).isEqualTo(ExampleFlows.FLOW));
                eventually(() -> assertThat(other.all(".requests tbody tr")).hasSize(3));
                eventually(() -> assertThat(other.text(".coverage")).contains("3 of 371,902 requests"));
            }
        }

        @Test
        void takesNothingOfARecordForMarkup() {
            open("?last=all&correlationId="
                    + java.net.URLEncoder.encode(ExampleFlows.MARKUP, java.nio.charset.StandardCharsets.UTF_8));

            browser.find(".requests tbody tr").click();

            eventually(() -> assertThat(browser.text(".panel h2")).isEqualTo(ExampleFlows.MARKUP));
            assertThat(browser.all("img")).isEmpty();
        }
    }

    @Nested
    class Histogram {

        @Test
        void zoomsByDragging() {
            open("");
            eventually(() -> assertThat(browser.find(".plot").getAttribute("aria-valuemax"))
                    .isEqualTo("119"));

            browser.actions()
                    .moveToElement(browser.find(".plot"), 100, 0)
                    .clickAndHold()
                    .moveByOffset(200, 0)
                    .release()
                    .perform();

            eventually(() -> assertThat(browser.address()).contains("from=", "to="));
        }

        @Test
        void zoomsByTheKeyboard() {
            open("");
            eventually(() -> assertThat(browser.find(".plot").getAttribute("aria-valuemax"))
                    .isEqualTo("119"));
            browser.script("document.querySelector('.plot').focus()");

            browser.type(Keys.END);
            browser.actions()
                    .keyDown(Keys.SHIFT)
                    .sendKeys(Keys.PAGE_UP)
                    .keyUp(Keys.SHIFT)
                    .perform();
            eventually(() -> assertThat(browser.find(".plot").getAttribute("aria-valuetext"))
                    .contains("issued"));
            browser.type(Keys.ENTER);

            eventually(() -> assertThat(browser.address()).contains("from=", "to="));
        }

        /** There is no line to draw to a neighbour. */
        @Test
        void showsHowLongRequestsTookThatHaveNoNeighbours() {
            open("?reason=missing-parameter");

            eventually(() -> assertThat(browser.script("const path = document.querySelector('path.p99');"
                            + " return path.getTotalLength() / path.getAttribute('d').match(/M/g).length >= 4"))
                    .isEqualTo(true));
        }

        @Test
        void filtersByTheOutcomeThatIsClicked() {
            open("");
            eventually(() -> assertThat(browser.text(".readout")).contains("unavailable"));

            eventually(() -> browser.find(".legend:last-of-type").click());

            eventually(() -> assertThat(browser.address()).contains("outcome=unavailable"));
        }
    }

    @Nested
    class Live {

        @Test
        void showsNewRequestsOnTopUntilItIsPaused() {
            open("");
            browser.type("l");
            eventually(() -> assertThat(console.live.isEmpty()).isFalse());

            send(9_000);
            eventually(() -> assertThat(first()).isEqualTo(id(9_000)));
            browser.type("p");
            eventually(() -> assertThat(browser.text(".live-text")).contains("paused"));
            send(9_001);
            console.live.send("skipped", "{\"count\":1204}");
            eventually(() -> assertThat(browser.text(".live-text")).contains("1 new", "1.204 skipped"));

            assertThat(first()).isEqualTo(id(9_000));
            browser.type("p");
            eventually(() -> assertThat(first()).isEqualTo(id(9_001)));
        }

        @Test
        void saysWhyItIsRefusedAndGoesOnWhenItIsNotAnyMore() {
            console.fillLive(true);
            open("?live=1");
            eventually(() -> assertThat(browser.text(".live-text"))
                    .contains("You watch live rows in too many windows. Close another window of yours."));

            console.fillLive(false);

            eventually(() -> assertThat(console.live.isEmpty()).isFalse());
            eventually(() -> assertThat(browser.text(".live-text")).isEmpty());
        }

        /** The line above the list was written when the list was read. To look at an account's requests once more is one more record. */
        @Test
        void renewsWhatIsCountedAndClaimedAboveTheListWithoutAskingForRows() {
            open("?live=1");
            eventually(() -> assertThat(browser.text(".coverage")).contains("880 of 371.902", "to now"));
            eventually(() -> assertThat(console.live.isEmpty()).isFalse());
            eventually(() -> assertThat(askedForRows()).isEqualTo(2));

            console.arrive(1_200);
            console.stickIndex(true);

            eventually(() -> assertThat(browser.text(".coverage"))
                    .contains("2.080 of 373.102")
                    .doesNotContain("to now"));
            assertThat(askedForRows()).isEqualTo(2);
        }

        private long askedForRows() {
            return console.asked().stream()
                    .filter(asked -> asked.startsWith("/api/flows?"))
                    .count();
        }

        @Test
        void holdsNoMoreRowsThanThePageCanHold() {
            open("?live=1");
            eventually(() -> assertThat(console.live.isEmpty()).isFalse());

            for (int i = 0; i < 1_200; i++) {
                send(10_000 + i);
            }

            eventually(() -> assertThat(first()).isEqualTo(id(11_199)));
            assertThat(rows()).isLessThanOrEqualTo(500);
        }

        @Test
        void showsWhatCannotBeSeenOfAValueAndKeepsEachValueToItself() {
            open("?live=1");
            eventually(() -> assertThat(console.live.isEmpty()).isFalse());
            Map<String, @Nullable Object> row = ExampleFlows.row(9_000, Instant.now());
            row.put("account", ExampleFlows.account("\u202Eevil\u2066 txt\uFEFF\u0007\u0085\u00A0"));
            row.put("correlationId", "flow\u200B-1");

            console.live.send("row", ExampleConsole.json(row));

            eventually(() -> assertThat(browser.text(".requests tbody tr td.account"))
                    .isEqualTo("\\u{202E}evil\\u{2066} txt\\u{FEFF}\\u{7}\\u{85}\\u{A0}"));
            assertThat(browser.text(".requests tbody tr td.flow")).isEqualTo("flow\\u{200B}-1");
            assertThat(browser.find(".requests tbody tr td.account bdi").getAttribute("title"))
                    .startsWith("\\u{202E}evil\\u{2066} txt");
            assertThat(browser.script("return [...document.querySelectorAll('.requests tbody tr *, .panel *')]"
                            + ".filter((one) => getComputedStyle(one).unicodeBidi !== 'isolate').length"))
                    .isEqualTo(0L);
        }

        @Test
        void leavesAnAccountAsItIsThatIsWrittenFromRightToLeft() {
            open("?live=1");
            eventually(() -> assertThat(console.live.isEmpty()).isFalse());
            Map<String, @Nullable Object> row = ExampleFlows.row(9_000, Instant.now());
            row.put("account", ExampleFlows.account("\u05D7\u05E9\u05D1\u05D5\u05DF-7"));

            console.live.send("row", ExampleConsole.json(row));

            eventually(() -> assertThat(browser.text(".requests tbody tr td.account"))
                    .isEqualTo("\u05D7\u05E9\u05D1\u05D5\u05DF-7"));
        }

        private void send(int number) {
            console.live.send("row", ExampleConsole.json(ExampleFlows.row(number, Instant.now())));
        }

        private @Nullable Object id(int number) {
            return ExampleFlows.row(number, Instant.now()).get("requestId");
        }

        private @Nullable Object first() {
            return browser.script("return document.querySelector('.requests tbody tr').dataset.id");
        }
    }

    @Nested
    class OtherScreens {

        @Test
        void showsTheAuthServiceThatNeedsSomebodyFirst() {
            browser.open(console.address("?view=services"));

            eventually(() -> assertThat(browser.text(".services tbody tr"))
                    .contains(
                            "customer-login",
                            "open for",
                            "on broker-2",
                            "1.904 breaker open",
                            "3.004 ms",
                            "1.500/s each"));
            assertThat(browser.text(".figures")).contains("14 records", "0,2 s behind");
        }

        @Test
        void hasOneRowForAllThatIsNotInTheCatalogue() {
            browser.open(console.address("?view=services"));

            eventually(() -> assertThat(browser.text(".services tbody tr:last-child"))
                    .isEqualTo("not in the catalogue – 250/s – 0,3 ms 0,6 ms 75.000 wrong tenant"));
        }

        @Test
        void claimsNothingOfABreakerThatHasNotChanged() {
            browser.open(console.address("?view=services"));

            eventually(() -> assertThat(browser.text(".services tbody tr:nth-last-child(2)"))
                    .contains("newcomer", "no change known")
                    .doesNotContain("no breaker", "closed"));
        }

        @Test
        void saysWhatTheBoardHasNotReadYet() {
            console.stickIndex(true);
            browser.open(console.address("?view=services"));

            eventually(() -> assertThat(browser.text(".board")).contains("are being read: more may come"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"services", "dead-letters"})
        void saySinceWhenKafkaIsSilent(String view) {
            browser.open(console.address("?view=" + view));
            eventually(() -> assertThat(browser.text(".board"))
                    .containsPattern("As of \\d\\d:\\d\\d:\\d\\d\\.")
                    .doesNotContain("not known"));

            console.silenceKafka();
            browser.open(console.address("?view=" + view));

            eventually(() -> assertThat(browser.text(".board .reading")).contains("what has come since is not known"));
        }

        @Test
        void saysWhyADeadLetterIsNotOpened() {
            browser.open(console.address("?view=dead-letters"));
            eventually(() -> assertThat(browser.text(".letters tbody tr")).contains("unreadable value"));

            browser.button("Open").click();

            eventually(() ->
                    assertThat(browser.text(".letters")).contains("The dead letter does not open", "another one"));
        }

        @Test
        void opensNoDeadLetterForOthers() {
            console.signInAs("viewer");
            browser.open(console.address("?view=dead-letters"));

            eventually(() -> assertThat(browser.text(".board")).contains("Only auditors open dead letters."));
            assertThat(browser.all(".letters button")).isEmpty();
        }

        @Test
        void helpsWithTheKeys() {
            open("");

            browser.type("?");

            eventually(() -> assertThat(browser.text("dialog"))
                    .contains("next request", "copy a link", "account:", "request:", "correlation:"));
        }

        @Test
        void exportsWhatTheFiltersMatchForAuditors() {
            open("?outcome=unavailable");
            eventually(() -> assertThat(browser.text("#user")).contains("anna"));
            browser.button("Export").click();

            assertThat(browser.button("CSV, safe for spreadsheets").getAttribute("href"))
                    .contains("/api/export?outcome=unavailable", "format=csv");
        }

        @Test
        void exportsNothingForOthers() {
            console.signInAs("viewer");
            open("");
            eventually(() -> assertThat(browser.text("#user")).contains("anna"));
            browser.button("Export").click();

            assertThat(browser.text(".export")).contains("Only the role auditor may export.");
        }
    }

    @Nested
    class Layout {

        @Test
        void fitsIntoNarrowAndHugeWindows() {
            for (int width : List.of(360, 800, 3_840)) {
                for (String query : List.of("", "?view=services", "?view=dead-letters")) {
                    browser.size(width, 900);
                    browser.open(console.address(query));
                    eventually(() -> assertThat(browser.all("tbody tr")).isNotEmpty());

                    assertThat(browser.script("return document.documentElement.scrollWidth - innerWidth"))
                            .as(query + " at " + width)
                            .isEqualTo(0L);
                }
            }
        }

        @Test
        void leavesNothingOutOnANarrowScreen() {
            browser.size(360, 900);
            open("");
            assertThat(browser.text(".requests tbody tr")).contains("http-adapter 10.1.4.0", "SessionTokenSign");

            browser.open(console.address("?view=services"));

            eventually(() -> assertThat(browser.text(".services")).contains("371 backend timed out"));
            assertThat(browser.script("return [...document.querySelectorAll('.reasons *')]"
                            + ".filter((one) => one.getBoundingClientRect().right > innerWidth).length"))
                    .isEqualTo(0L);
            assertThat(browser.script("const one = document.querySelector('.board .scroller');"
                            + " return one.scrollWidth - one.clientWidth"))
                    .isEqualTo(0L);
        }

        /** Colours alone tell some people nothing. */
        @Test
        void givesEachOutcomeAShapeAndABarOfItsOwn() {
            open("");

            Object marks = browser.promise(
                    "import(arguments[0]).then((m) => m.outcomes.map((outcome) => {"
                            + " const mark = m.outcomeMark(outcome); document.body.append(mark);"
                            + " const style = getComputedStyle(mark, '::before');"
                            + " const shape = [style.clipPath, style.borderTopLeftRadius, style.borderTopWidth].join(' ');"
                            + " mark.remove(); return shape; }))",
                    console.address("js/outcomes.js"));
            Object bars = browser.script(
                    "return [...document.querySelectorAll('path.bar')].map((bar) =>"
                            + " getComputedStyle(bar).fill.startsWith('url') ? bar.getAttribute('fill') : getComputedStyle(bar).fill)");

            assertThat((List<?>) marks).hasSize(8).doesNotHaveDuplicates();
            assertThat((List<?>) bars).hasSize(8).doesNotHaveDuplicates();
            assertThat(String.valueOf(bars)).doesNotContain("none", "rgb(0, 0, 0)");
        }

        @Test
        void breaksADeadLetterThatIsWiderThanTheWindow() {
            for (int width : List.of(360, 1_440)) {
                browser.size(width, 900);
                browser.open(console.address("?view=dead-letters"));
                eventually(() ->
                        browser.find(".letters tbody tr:nth-child(3) button").click());
                eventually(() -> assertThat(browser.text(".letters pre")).startsWith("wwww"));

                assertThat(browser.script("const one = document.querySelector('.board .scroller');"
                                + " return one.scrollWidth - one.clientWidth"))
                        .as("at " + width)
                        .isEqualTo(0L);
            }
        }

        @Test
        void writesTimesInUtcToo() {
            open("?zone=utc");
            String utc = browser.text(".requests tbody time");

            browser.type("u");

            eventually(() -> assertThat(browser.text(".requests tbody time")).isNotEqualTo(utc));
            assertThat(browser.find(".requests tbody time").getAttribute("datetime"))
                    .contains("T" + utc.substring(0, 8));
        }

        @Test
        void keepsAccountsFromRightToLeftApartFromTheirNeighbours() {
            open("");

            assertThat(browser.script(
                            "return [...document.querySelectorAll('td.account bdi')].some((bdi) =>"
                                    + " bdi.textContent === arguments[0])",
                            ExampleFlows.ARABIC_ACCOUNT))
                    .isEqualTo(true);
        }
    }
}
