package org.sessiontoken.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.console.event.SampleFlows.ACCOUNT;
import static org.sessiontoken.console.event.SampleFlows.NOON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.SampleFlows;
import org.sessiontoken.console.event.WrittenTopics;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands, on topics as the programs write them. */
class AuditCommandIT {

    private static final Clock LATER = Clock.fixed(NOON.plusSeconds(600), ZoneOffset.UTC);
    private static final String ISSUED = "request-issued";
    private static final String REFUSED = "request-refused";
    private static final String SILENT = "request-without-reply";
    private static final String TWICE = "request-sent-twice";
    private static final String EVIL = "request-of-an-attacker";
    private static final String OLD = "request-of-yesterday";
    private static final List<String> WITHIN_THE_HOUR = List.of(ISSUED, REFUSED, SILENT, TWICE, EVIL);

    /** What a terminal would obey: a colour, a title, what deletes, another direction of writing. */
    private static final String OBEYED = "\u001b[31m\u001b]0;pwned\u0007\u007f\u009b2J\u202e";

    @TempDir
    private static Path folder;

    private static WrittenTopics topics;

    @BeforeAll
    static void write() {
        topics = WrittenTopics.start(folder.resolve("kafka"));
        ask(SampleFlows.request(OLD, "invoice-0", 1), NOON.minusSeconds(86_400));
        RequestEvent issued = SampleFlows.request(ISSUED, "invoice-1", 1);
        ask(issued, NOON);
        answer(issued, SampleFlows.issued(issued, NOON.plusMillis(5), NOON.plusMillis(9)), NOON.plusMillis(10));
        RequestEvent refused = SampleFlows.request(REFUSED, "invoice-1", 1);
        ask(refused, NOON.plusSeconds(1));
        answer(refused, refusal(refused), NOON.plusSeconds(2));
        ask(SampleFlows.request(SILENT, "invoice-2", 1), NOON.plusSeconds(3));
        RequestEvent first = SampleFlows.request(TWICE, "invoice-3", 1);
        ask(first, NOON.plusSeconds(4));
        answer(first, SampleFlows.issued(first, NOON.plusSeconds(4), NOON.plusSeconds(4)), NOON.plusSeconds(5));
        ask(SampleFlows.request(TWICE, "invoice-3", 2), NOON.plusSeconds(6));
        answer(first, SampleFlows.issued(first, NOON.plusSeconds(4), NOON.plusSeconds(4)), NOON.plusSeconds(7));
        RequestEvent evil = withKey(SampleFlows.request(EVIL, "$(reboot)`';--", 1), OBEYED);
        ask(evil, NOON.plusSeconds(8));
        answer(
                evil,
                ofAccount(SampleFlows.issued(evil, NOON.plusSeconds(8), NOON.plusSeconds(8)), "a\u202eb\u200b"),
                NOON.plusSeconds(9));
        topics.write(new ProducerRecord<>(Topics.REQUESTS, new byte[] {0x1b}), 0, NOON.plusSeconds(10));
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            assertThat(topics.admin().listGroups().all().get())
                    .as("the commands leave nothing behind")
                    .isEmpty();
        } finally {
            topics.close();
        }
    }

    private static EventPlace ask(RequestEvent request, @Nullable Instant time) {
        return topics.write(SampleFlows.record(request), 0, time);
    }

    private static EventPlace answer(RequestEvent request, SessionTokenReplied reply, @Nullable Instant time) {
        return topics.write(SampleFlows.record(request, reply), 1, time);
    }

    private static SessionTokenReplied refusal(RequestEvent request) {
        return SampleFlows.declined(
                request, Outcome.UNAUTHORISED, "bad-signature", NOON.plusSeconds(1), NOON.plusSeconds(2));
    }

    /** The requestor chooses the name of its key, and nobody checks it but who opens the envelope. */
    private static RequestEvent withKey(RequestEvent request, String kid) {
        String header = new JsonMapper().writeValueAsString(Map.of("alg", "A256GCMKW", "enc", "A256GCM", "kid", kid));
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String compact = request.request().credentials().compact();
        Jwe credentials = new Jwe(encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + compact.substring(compact.indexOf('.')));
        return with(request, credentials, Duration.ofSeconds(5));
    }

    private static RequestEvent with(RequestEvent event, Jwe credentials, Duration deadline) {
        SessionTokenRequested request = event.request();
        return new RequestEvent(
                event.correlationId(),
                new SessionTokenRequested(
                        request.requestId(),
                        request.tenantId(),
                        request.authServiceId(),
                        request.parameterNames(),
                        credentials,
                        request.requestedAt(),
                        request.requestedAt().plus(deadline),
                        request.requestor(),
                        request.attempt(),
                        request.callerAddress()),
                event.returnAddress(),
                Optional.empty());
    }

    private static SessionTokenReplied ofAccount(SessionTokenReplied reply, String account) {
        return new SessionTokenReplied(
                reply.requestId(),
                reply.tenantId(),
                reply.authServiceId(),
                reply.requestor(),
                reply.outcome(),
                reply.reason(),
                reply.detail(),
                new AccountId(account),
                reply.tokenHash(),
                reply.sessionToken(),
                reply.expiresAt(),
                reply.retryAfter(),
                reply.timings(),
                reply.instance(),
                reply.attempt(),
                reply.callerAddress());
    }

    private static int call(CalledShell shell, String... arguments) {
        return call(shell, LATER, arguments);
    }

    private static int call(CalledShell shell, Clock clock, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--bootstrap-server");
        all.add(String.valueOf(topics.connection().get("bootstrap.servers")));
        return shell.call(clock, all.toArray(String[]::new));
    }

    private static List<JsonNode> json(CalledShell shell) {
        return shell.lines().stream()
                .map(line -> new JsonMapper().readTree(line))
                .toList();
    }

    private static List<String> ids(CalledShell shell) {
        return json(shell).stream()
                .filter(row -> row.has("requestId"))
                .map(row -> row.path("requestId").asString())
                .toList();
    }

    @Nested
    class Find {

        @Test
        void showsEachRequestInOneLineWithItsOutcome() {
            CalledShell shell = CalledShell.piped();

            assertThat(call(shell, "find")).isZero();

            assertThat(shell.lines()).hasSize(1 + WITHIN_THE_HOUR.size());
            assertThat(shell.lines().get(0)).contains("time", "outcome", "reason", "took ms", "request ID");
            assertThat(shell.lines().get(1))
                    .contains(
                            "2026-11-28T12:00:00.000Z",
                            " issued ",
                            "invoice-1",
                            "203.0.113.7",
                            ACCOUNT.value(),
                            ISSUED);
            assertThat(shell.lines().get(2)).contains(" unauthorised ", " bad-signature ", REFUSED);
            assertThat(shell.lines().get(3)).contains(" pending ", SILENT);
            assertThat(shell.lines().get(4)).contains(" issued ", TWICE);
        }

        @Test
        void saysWhatItHasLookedAtAndWhatNot() {
            CalledShell shell = CalledShell.piped();
            call(shell, "find");

            assertThat(shell.notes())
                    .contains(
                            "5 requests.",
                            "in 2 topics with 4 partitions.",
                            "Complete from 2026-11-28T11:10:00.000Z to 2026-11-28T12:10:00.000Z.",
                            "Kafka has older records, which were not looked at: --from goes back further.",
                            "Records that cannot be read: 1.");
        }

        @ParameterizedTest
        @CsvSource({
            "--correlation-id, invoice-1, request-issued request-refused",
            "--correlationId, invoice-1, request-issued request-refused",
            "--request-id, request-refused, request-refused",
            "--account, account-of-a-person, request-issued request-sent-twice",
            "--outcome, not-issued, request-refused",
            "--outcome, pending, request-without-reply",
            "--reason, bad-signature, request-refused",
            "--caller, 203.0.113.0/24, request-issued request-refused request-without-reply request-sent-twice request-of-an-attacker",
            "--caller, 192.0.2.1, ''",
            "--tenant, another, ''",
            "--auth-service, Customer Auth Service, request-issued request-refused request-without-reply request-sent-twice request-of-an-attacker",
            "--requestor, billing, ''",
            "--from, 598s, request-without-reply request-sent-twice request-of-an-attacker",
            "--to, 2026-11-28T12:00:01, request-issued",
            "--from, 40000d, request-of-yesterday request-issued request-refused request-without-reply request-sent-twice request-of-an-attacker",
            "--from, 2d, request-of-yesterday request-issued request-refused request-without-reply request-sent-twice request-of-an-attacker",
        })
        void findsByTheConsolesFilter(String option, String value, String wanted) {
            CalledShell shell = CalledShell.piped();

            int status = call(shell, "find", "--json", option, value);

            assertThat(String.join(" ", ids(shell))).isEqualTo(wanted);
            assertThat(status).isEqualTo(wanted.isEmpty() ? 1 : 0);
        }

        @Test
        void findsByTheHashOfAToken() {
            CalledShell shell = CalledShell.piped();
            call(
                    shell,
                    "find",
                    "--json",
                    "--token-hash",
                    TokenHash.of(Secret.ofText("the-session-token-itself")).value());

            assertThat(ids(shell)).containsExactly(ISSUED, TWICE, EVIL);
        }

        @Test
        void countsWhatHasComeLaterToTheSameRequest() {
            CalledShell shell = CalledShell.piped();
            call(shell, "find", "--json", "--request-id", TWICE);

            assertThat(json(shell).get(0).path("attempts").asInt()).isEqualTo(2);
            assertThat(json(shell).get(0).path("outcomes").asInt()).isEqualTo(2);
        }

        @Test
        void showsTheNewestOfMoreThanItMay() {
            CalledShell shell = CalledShell.piped();
            call(shell, "find", "--limit", "2");

            assertThat(shell.lines()).hasSize(3).last().asString().contains(EVIL);
            assertThat(shell.notes()).contains("These are the newest 2 of 5 requests: --limit shows more.");
        }

        @Test
        void knowsTheHashesOfTheConsoleByItsKey() throws IOException {
            Path key = Files.write(folder.resolve("account-key"), new byte[32]);
            CalledShell shell = CalledShell.piped();
            call(shell, "find", "--json", "--account", ACCOUNT.value(), "--account-key", key.toString());
            String hash = json(shell).get(0).at("/account/hash").asString();

            CalledShell byHash = CalledShell.piped();
            call(byHash, "find", "--json", "--account", hash, "--account-key", key.toString());

            assertThat(ids(byHash)).containsExactly(ISSUED, TWICE);
            assertThat(call(CalledShell.piped(), "find", "--account", hash)).isEqualTo(2);
        }

        @Test
        void says4WhereItHasNotLookedAtEverything() {
            assertThat(call(CalledShell.piped(), "find", "--max-records", "0")).isEqualTo(4);
        }

        @Test
        void showsWhatItHasWhenItIsStopped() {
            CalledShell shell = CalledShell.piped();
            shell.stop();

            assertThat(call(shell, "find")).isEqualTo(4);
            assertThat(shell.notes()).contains("It was stopped before its end.");
        }
    }

    @Nested
    class InATerminal {

        @ParameterizedTest
        @ValueSource(ints = {40, 80, 100, 160, 220})
        void aLineIsNoLongerThanTheTerminal(int columns) {
            CalledShell shell = CalledShell.terminal(columns, false);
            call(shell, "find", "--from", "2d", "--outcome", "not-issued");

            assertThat(shell.lines())
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(columns).doesNotContain("\u001b"));
        }

        @Test
        void onlyAnOutcomeThatMeansSomethingHasAColour() {
            CalledShell shell = CalledShell.terminal(120, true);
            call(shell, "find");

            assertThat(shell.lines().get(1)).doesNotContain("\u001b");
            assertThat(shell.lines().get(2)).contains("\u001b[33munauthorised\u001b[0m");
        }
    }

    @Nested
    class Show {

        @Test
        void isOneRequestAsATimeline() {
            CalledShell shell = CalledShell.terminal(100, false);

            assertThat(call(shell, "show", ISSUED)).isZero();

            assertThat(shell.out())
                    .contains(
                            "Request " + ISSUED,
                            "issued: issued, after 10.0 ms",
                            "(requestor's clock)",
                            "Customer Auth Service of tenant nagra",
                            "backend-attempt   genuine",
                            "http-answer       200",
                            "sealed: /credentials for http-adapter",
                            "sealed: /sessionToken for http-adapter");
            assertThat(shell.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }

        @Test
        void isAllRequestsOfACallFlow() {
            CalledShell shell = CalledShell.piped();
            call(shell, "show", "invoice-1");

            assertThat(shell.out()).containsSubsequence("Request " + REFUSED, "Request " + ISSUED);
        }

        @ParameterizedTest
        @CsvSource({
            "request-without-reply, ! no-reply",
            "request-sent-twice, ! the-same-request-again",
            "request-sent-twice, ! another-outcome",
        })
        void namesWhatIsMissing(String requestId, String gap) {
            CalledShell shell = CalledShell.piped();
            call(shell, "show", requestId);

            assertThat(shell.out()).contains(gap);
        }

        @Test
        void isOfADeadLetterToo() {
            EventPlace unreadable =
                    topics.write(new ProducerRecord<>(Topics.REQUESTS, new byte[] {'{'}), 1, NOON.plusSeconds(20));
            topics.write(SampleFlows.deadLetter("unreadable-value", unreadable, null, null), 0, NOON.plusSeconds(21));
            CalledShell shell = CalledShell.piped();

            assertThat(call(
                            shell,
                            "show",
                            unreadable.topic() + "-" + unreadable.partition() + "-" + unreadable.offset()))
                    .isZero();

            assertThat(shell.out()).contains("! could-not-be-read");
        }

        @Test
        void says1WhereNothingIsKnown() {
            CalledShell shell = CalledShell.piped();

            assertThat(call(shell, "show", OLD)).isEqualTo(1);
            assertThat(shell.notes()).contains("Nothing is known of " + OLD, "--from goes back further");
        }

        @Test
        void isTheConsolesJson() {
            CalledShell shell = CalledShell.piped();
            call(shell, "show", "--json", ISSUED);

            JsonNode flow = json(shell).get(0);
            assertThat(flow.at("/requests/0/spans/0/what").asString()).isEqualTo("sent");
            assertThat(flow.at("/requests/0/account/id").asString()).isEqualTo(ACCOUNT.value());
            assertThat(flow.at("/coverage/completeTo").asString()).isEqualTo("2026-11-28T12:10:00Z");
        }
    }

    @Nested
    class Export {

        @ParameterizedTest
        @CsvSource({
            "jsonl, '{\"covers\":{'",
            "csv, '\"covers 5 requests; complete from 2026-11-28T11:10:00Z'",
            "ocsf, '{\"category_uid\":6,'"
        })
        void endsWithWhatItCovers(String format, String last) {
            CalledShell shell = CalledShell.piped();

            assertThat(call(shell, "export", "--format", format)).isZero();

            assertThat(shell.lines().get(shell.lines().size() - 1)).startsWith(last);
            assertThat(WITHIN_THE_HOUR)
                    .allSatisfy(id -> assertThat(shell.lines().stream().filter(line -> line.contains(id)))
                            .as(id)
                            .hasSize(1));
        }

        @Test
        void saysThatItIsNotWhole() {
            CalledShell shell = CalledShell.piped();

            assertThat(call(shell, "export", "--max-records", "0")).isEqualTo(4);
            assertThat(json(shell).get(0).at("/covers/complete").asBoolean()).isFalse();
        }

        @Test
        void refusesAFormatThatThereIsNot() {
            assertThat(call(CalledShell.piped(), "export", "--format", "xml")).isEqualTo(2);
        }
    }

    @Nested
    class Tail {

        private final CalledShell shell = CalledShell.piped();

        private CompletableFuture<Integer> follow(String... options) {
            String[] arguments = Stream.concat(Stream.of("tail", "--json"), Stream.of(options))
                    .toArray(String[]::new);
            CompletableFuture<Integer> status =
                    CompletableFuture.supplyAsync(() -> call(shell, Clock.systemUTC(), arguments));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> shell.notes().contains("Following "));
            return status;
        }

        @Test
        void showsARequestOnceItHasItsOutcome() {
            CompletableFuture<Integer> status = follow("--limit", "1");
            RequestEvent request = SampleFlows.request("request-followed", "live-1", 1);
            ask(request, null);
            answer(request, refusal(request), null);

            assertThat(status).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
            assertThat(json(shell).get(0).path("outcome").asString()).isEqualTo("unauthorised");
        }

        @Test
        void showsARequestWithoutAnOutcomeAtItsDeadlineAndAgainWithIt() {
            CompletableFuture<Integer> status = follow("--limit", "2", "--correlation-id", "live-2");
            RequestEvent request = SampleFlows.request("request-overdue", "live-2", 1);
            request = with(request, request.request().credentials(), Duration.ofMillis(50));
            ask(request, null);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !shell.lines().isEmpty());
            answer(request, refusal(request), null);

            assertThat(status).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
            assertThat(json(shell))
                    .extracting(row -> row.path("outcome").asString(""))
                    .containsExactly("", "unauthorised");
        }

        @Test
        void readsTheReplyTopicOfARequestorThatIsNew() throws Exception {
            CompletableFuture<Integer> status = follow("--limit", "1", "--request-id", "request-of-a-new-requestor");
            String replies =
                    Topics.REPLIES_PREFIX + "new-" + ProcessHandle.current().pid();
            topics.admin()
                    .createTopics(List.of(new NewTopic(replies, 1, (short) 1)))
                    .all()
                    .get();
            RequestEvent request = SampleFlows.request("request-of-a-new-requestor", "live-3", 1);
            ProducerRecord<byte[], byte[]> reply = SampleFlows.record(request, refusal(request));
            topics.write(new ProducerRecord<>(replies, null, reply.key(), reply.value(), reply.headers()), 0, null);

            assertThat(status).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
        }

        @Test
        void endsQuietlyWhenItIsStopped() {
            CompletableFuture<Integer> status = follow();
            shell.stop();

            assertThat(status).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
            assertThat(shell.notes().lines()).hasSize(1);
        }

        @Test
        void beginsInThePast() {
            assertThat(call(shell, "tail", "--json", "--from", "1h", "--limit", "1", "--reason", "bad-signature"))
                    .isZero();

            assertThat(ids(shell)).containsExactly(REFUSED);
        }
    }

    @Nested
    class Nothing {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "find",
                    "find --json",
                    "show request-of-an-attacker",
                    "show --json request-of-an-attacker",
                    "export",
                    "export --format csv",
                    "export --format ocsf",
                    "tail --from 1h --limit 4"
                })
        void thatATerminalWouldObeyOrThatIsSecretIsWritten(String command) {
            for (CalledShell shell : List.of(CalledShell.terminal(160, false), CalledShell.terminal(80, false))) {
                assertThat(call(shell, command.split(" "))).isZero();

                assertThat(shell.out() + shell.notes())
                        .satisfies(text -> assertThat(text.replaceAll("[\r\n\ufeff]", "")
                                        .codePoints()
                                        .filter(c ->
                                                Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                                .isEmpty());
                assertThat(shell.out())
                        .contains("issued")
                        .doesNotContain("the-credential-itself", "the-session-token-itself", "eyJ");
            }
        }

        @Test
        void isSaidWhenNobodyReadsTheOutput() {
            CalledShell shell = CalledShell.pipedToNobody();

            assertThat(call(shell, "find")).isEqualTo(141);
            assertThat(call(shell, "export")).isEqualTo(141);
            assertThat(shell.notes()).isEmpty();
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @CsvSource({
            "--from, yesterday, --from must be a time",
            "--to, 2d, --from must be before --to",
            "--outcome, none, outcome must be one of",
            "--limit, 0, --limit must be positive",
            "--account-key, none, '--account-key: file none'",
            "--command-config, none, '--command-config: file none'",
            "--no-such-option, x, Unknown option",
        })
        void aWrongCommandLine(String option, String value, String message) {
            CalledShell shell = CalledShell.piped();

            assertThat(call(shell, "find", option, value)).isEqualTo(2);
            assertThat(shell.notes()).contains(message);
        }

        @Test
        void aKafkaThatDoesNotAnswer() throws IOException {
            Path config = Files.writeString(folder.resolve("quick.properties"), "default.api.timeout.ms=500\n");
            CalledShell shell = CalledShell.piped();

            assertThat(shell.call(
                            LATER, "find", "--bootstrap-server", "127.0.0.1:1", "--command-config", config.toString()))
                    .isEqualTo(3);
            assertThat(shell.notes()).contains("Kafka has not answered").doesNotContain("\tat ");
        }

        @Test
        void settingsThatKafkasClientDoesNotTakeWithoutQuotingThem() throws IOException {
            Path config = Files.writeString(folder.resolve("wrong.properties"), "security.protocol=hunter2\n");
            CalledShell shell = CalledShell.piped();

            assertThat(call(shell, "find", "--command-config", config.toString()))
                    .isEqualTo(3);
            assertThat(shell.notes())
                    .contains("check --bootstrap-server and --command-config")
                    .doesNotContain("hunter2");
        }

        @Test
        void aKafkaWithoutTheTopics() {
            try (WrittenTopics others = WrittenTopics.empty(folder.resolve("another"))) {
                CalledShell shell = CalledShell.piped();

                assertThat(shell.call(
                                LATER,
                                "tail",
                                "--bootstrap-server",
                                String.valueOf(others.connection().get("bootstrap.servers"))))
                        .isEqualTo(3);
                assertThat(shell.notes()).contains("Kafka shows neither ags.session-token.requests nor any");
            }
        }
    }
}
