package org.sessiontoken.console.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.access.Browser;
import org.sessiontoken.console.access.ConsoleAccess;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.console.search.Cursor;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowPage;
import org.sessiontoken.console.search.FlowSearch;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.telemetry.LogLevels;

/**
 * 10,000 requests, each with a password, a credential and a session token of its own, some with what careless requestors write in
 * the clear, go through a console that is then asked for everything, by a viewer and by an auditor.
 */
class ConsoleSecrecyIT {

    private static final int COUNT = 10_000;
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final SecretSearch SECRETS = new SecretSearch();
    private static final SecretSearch ACCOUNTS = new SecretSearch();

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static SealedFlows flows;
    private static ConsoleAccess console;
    private static WatchedLog log;
    private static Answers viewer;
    private static Answers auditor;
    private static String opened;

    @BeforeAll
    static void askForEverything() throws Exception {
        IntStream.range(0, COUNT).forEach(number -> {
            SECRETS.add("password " + number, SealedFlows.password(number));
            SECRETS.add("credential " + number, SealedFlows.credential(number));
            SECRETS.add("session token " + number, SealedFlows.sessionToken(number));
            SECRETS.add("text in the clear " + number, SealedFlows.inTheClear(number));
            ACCOUNTS.add("account " + number, SealedFlows.account(number));
        });
        NamedKey operator = DevelopmentKeys.generate("operator-2026", "A256GCMKW", 32);
        KeySetFile.write(folder.resolve("operator.json"), List.of(operator));
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        flows = new SealedFlows(kafka.bootstrapServers(), operator);
        console = ConsoleAccess.start(
                kafka.bootstrapServers(),
                folder,
                "--ags.development=true",
                "--ags.console.access.max-sign-in-attempts=1000",
                "--ags.console.dead-letters.keys=" + folder.resolve("operator.json"));
        log = new WatchedLog(LogLevels.secrecy());
        await("the index is built")
                .atMost(LONG)
                .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
                .until(() -> !page().coverage().building());
        viewer = new Answers(console.viewer(), SECRETS, ACCOUNTS);
        Browser browser = console.auditor();
        auditor = new Answers(browser, SECRETS, ACCOUNTS);
        try (AutoCloseable watched = viewer.watch();
                AutoCloseable watchedToo = auditor.watch()) {
            flows.write(0, COUNT);
            await("all is indexed").atMost(LONG).until(() -> page().total() == readable() && hasReadAll());
        }
        viewer.askForEverything(COUNT);
        // Each event takes its time. What differs for an auditor is the account alone.
        auditor.askForEverything(COUNT / 5);
        opened = browser.change("/api/dead-letters/0/0/open", "").body();
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (log != null) {
            log.close();
        }
        if (flows != null) {
            flows.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static FlowPage page() {
        return console.bean(FlowSearch.class).page(FlowFilter.ALL, Cursor.NEWEST, 1);
    }

    private static long readable() {
        return IntStream.range(0, COUNT).filter(SealedFlows::isReadable).count();
    }

    private static boolean hasReadAll() {
        return page().coverage().outside().stream()
                .noneMatch(part -> part.what().equals("not-read-yet"));
    }

    private static Set<String> accounts(IntPredicate wanted) {
        return IntStream.range(0, COUNT)
                .filter(wanted)
                .mapToObj(number -> "account " + number + " as it is")
                .collect(Collectors.toSet());
    }

    @Test
    void noAnswerHoldsASecret() {
        assertThat(viewer.foundSecrets()).isEmpty();
        assertThat(auditor.foundSecrets()).isEmpty();
    }

    @Test
    void noAnswerToAViewerNamesAnAccount() {
        assertThat(viewer.foundAccounts()).isEmpty();
    }

    /** Else the search would look at the wrong things, or for them. */
    @Test
    void whatIsNoSecretIsFound() throws IOException {
        assertThat(auditor.foundAccounts()).containsAll(accounts(SealedFlows::isIssued));
        assertThat(index(ACCOUNTS)).containsAll(accounts(SealedFlows::isIssued));
        assertThat(SECRETS.foundIn(opened))
                .as("a dead letter that an auditor opens")
                .isNotEmpty();
    }

    @Test
    void theIndexHoldsNoSecret() throws IOException {
        assertThat(index(SECRETS)).isEmpty();
    }

    /** All files, and so what SQLite has not moved from its log to the database yet. */
    private static Set<String> index(SecretSearch search) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("index"))) {
            List<Path> all = files.toList();
            assertThat(all).extracting(file -> file.getFileName().toString()).contains("flows.db", "flows.db-wal");
            for (Path file : all) {
                found.addAll(search.foundIn(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    /** Whatever somebody pastes where it does not belong. */
    @Test
    void theLogHoldsNeitherSecretsNorAccounts() {
        for (Browser user : List.of(console.viewer(), console.auditor())) {
            Answers answers = new Answers(user, SECRETS, ACCOUNTS);
            answers.askWith(SealedFlows.sessionToken(1));
            answers.askWith(SealedFlows.password(1));
            answers.get("/api/flows?account=" + SealedFlows.account(1));

            assertThat(answers.foundSecrets()).as("what is repeated").isEmpty();
        }

        byte[] logged = log.bytes();
        assertThat(new String(logged, StandardCharsets.UTF_8)).contains("audit-index", "A sign-in failed");
        assertThat(SECRETS.foundIn(logged)).isEmpty();
        assertThat(ACCOUNTS.foundIn(logged)).isEmpty();
    }

    @Test
    void whatIsRecordedOfAnAccessHoldsNeitherSecretsNorAccounts() {
        Browser browser = console.auditor();

        browser.get("/api/flows?outcome=issued&correlationId=" + SealedFlows.sessionToken(2));
        browser.get("/api/flows?account=" + SealedFlows.account(2));

        String recorded = ConsoleAccess.accesses(kafka.bootstrapServers()).toString();
        assertThat(recorded).contains("/api/scan", "name=correlationId, value=]");
        assertThat(SECRETS.foundIn(recorded)).isEmpty();
        assertThat(ACCOUNTS.foundIn(recorded)).isEmpty();
    }
}
