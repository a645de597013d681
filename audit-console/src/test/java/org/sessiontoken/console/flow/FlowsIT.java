package org.sessiontoken.console.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sessiontoken.console.event.SampleFlows.ACCOUNT;
import static org.sessiontoken.console.event.SampleFlows.DEADLINE;
import static org.sessiontoken.console.event.SampleFlows.NOON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.deadletter.KnownLetters;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.event.SampleFlows;
import org.sessiontoken.console.event.WrittenTopics;
import org.sessiontoken.console.flow.KnownFlows.KnownRequest;
import org.sessiontoken.console.flow.Span.What;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.RecordedTime;
import org.sessiontoken.console.search.FlowJson.Account;
import org.sessiontoken.event.BackendCall;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import tools.jackson.databind.json.JsonMapper;

/** What the topics say of a request, as a timeline. */
class FlowsIT {

    private static final Duration MS = Duration.ofMillis(1);
    private static final Instant LATER = NOON.plusSeconds(3600);

    @TempDir
    private static Path folder;

    private static WrittenTopics topics;
    private static EventReader reader;
    private static AccountHashes accounts;

    private final String requestId = UUID.randomUUID().toString();
    private final RequestEvent request = SampleFlows.request(requestId, "invoice-4711", 1);

    @BeforeAll
    static void start() throws IOException {
        topics = WrittenTopics.start(folder.resolve("kafka"));
        reader = topics.reader();
        accounts = IndexFixture.accounts(folder);
    }

    @AfterAll
    static void stop() {
        reader.close();
        topics.close();
    }

    @Nested
    class ATimeline {

        @Test
        void hasEachCallOfTheBackendAndTheWaitBetweenThem() {
            EventPlace asked = ask(request, 0, NOON.plusMillis(2));
            EventPlace answered = answer(
                    SampleFlows.declined(
                            request,
                            Outcome.UNAVAILABLE,
                            "provider-unreachable",
                            NOON.plusMillis(5),
                            NOON.plusMillis(3107),
                            new BackendCall(MS, Duration.ofMillis(3000), new ReasonCode("backend-timed-out")),
                            new BackendCall(
                                    Duration.ofMillis(3091),
                                    Duration.ofMillis(10),
                                    new ReasonCode("provider-unreachable"))),
                    NOON.plusMillis(3109));

            ShownRequest shown = show(LATER, asked, answered);

            assertThat(shown.spans())
                    .extracting(Span::what, Span::attempt, Span::startMs, Span::durationMs, Span::result, Span::exact)
                    .containsExactly(
                            tuple(What.SENT, 1, 0.0, 2.0, null, false),
                            tuple(What.ON_THE_TOPIC, 1, 2.0, 3.0, null, false),
                            tuple(What.TAKEN, 1, 5.0, 0.0, "broker-2", true),
                            tuple(What.OPENED, 1, 5.0, 1.0, null, true),
                            tuple(What.BACKEND_ATTEMPT, 1, 6.0, 3000.0, "backend-timed-out", true),
                            tuple(What.WAITED, 2, 3006.0, 90.0, null, true),
                            tuple(What.BACKEND_ATTEMPT, 2, 3096.0, 10.0, "provider-unreachable", true),
                            tuple(What.DECIDED, 1, 3106.0, 1.0, "provider-unreachable", true),
                            tuple(What.REPLY, 1, 3107.0, 2.0, "unavailable", false),
                            tuple(What.HTTP_ANSWER, 1, 3109.0, null, "503", false));
            assertThat(shown.gaps()).isEmpty();
            assertThat(shown.tookMs()).isEqualTo(3107);
        }

        @Test
        void tellsOfWhatExpiredHowLongItWasWaitedForWheneverThatIsWritten() {
            EventPlace asked = ask(request, 0, NOON.plusMillis(2));
            EventPlace answered = answer(
                    SampleFlows.declined(
                            request,
                            Outcome.EXPIRED,
                            "reply-too-late",
                            NOON.plusMillis(5),
                            NOON.plus(DEADLINE).plusSeconds(10)),
                    NOON.plus(DEADLINE).plusSeconds(10));

            assertThat(show(LATER, asked, answered).tookMs()).isEqualTo(5000);
        }

        /** An older broker tells no calls: then nobody knows which part of the time was the backend's. */
        @Test
        void doesNotSayWhoseTimeItWasWhereTheReplyDoesNot() {
            EventPlace asked = ask(request, 0, NOON);
            EventPlace answered = answer(
                    SampleFlows.declined(
                            request, Outcome.INVALID, "missing-parameter", NOON.plusMillis(5), NOON.plusMillis(9)),
                    NOON.plusMillis(9));

            assertThat(show(LATER, asked, answered).spans())
                    .filteredOn(span -> span.what() == What.DECIDED)
                    .extracting(Span::startMs, Span::durationMs, Span::result)
                    .containsExactly(tuple(5.0, 4.0, "missing-parameter"));
        }

        @Test
        void saysThatTheClocksDifferWhereAnythingEndsBeforeItBegins() {
            EventPlace asked = ask(request, 0, NOON.plusMillis(700));
            EventPlace answered =
                    answer(SampleFlows.issued(request, NOON.plusMillis(5), NOON.plusMillis(9)), NOON.plusMillis(710));

            ShownRequest shown = show(LATER, asked, answered);

            assertThat(shown.gaps()).containsExactly(Gap.CLOCKS_DIFFER);
            assertThat(shown.spans()).allSatisfy(span -> {
                assertThat(span.startMs()).isNotNegative();
                assertThat(span.durationMs())
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                some -> assertThat(some).isNotNegative());
            });
        }
    }

    /** Whoever writes a record chooses its times. */
    @Nested
    class AnImpossibleTime {

        private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

        @Test
        void isDrawnAsItIs() {
            EventPlace asked = ask(request, 0, NOON);
            EventPlace answered = answer(SampleFlows.issued(request, FIRST, LAST), NOON.plusMillis(4));

            ShownRequest shown = show(LATER, asked, answered);

            assertThat(shown.outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(shown.spans())
                    .extracting(Span::what)
                    .contains(What.SENT, What.DECIDED, What.REPLY, What.HTTP_ANSWER);
        }

        @Test
        void hasADuration() {
            assertThat(RecordedTime.micros(FIRST, LAST)).isEqualTo(315_569_519_999_000_000L);
            assertThat(RecordedTime.micros(Instant.MIN, Instant.MAX)).isEqualTo(Long.MAX_VALUE);
            assertThat(RecordedTime.millis(NOON.plusMillis(3), NOON)).isEqualTo(-3);
        }

        @Test
        void orWhateverElseCannotBeDrawnLeavesTheOtherRequestsOfTheFlow() {
            EventPlace asked = ask(request, 0, NOON);
            EventPlace answered = answer(SampleFlows.issued(request, NOON, NOON), NOON);
            RequestEvent other = SampleFlows.request(UUID.randomUUID().toString(), "invoice-4711", 1);
            Known known = new Known(LATER, List.of(known(request, asked, answered), known(other, ask(other, 0, NOON))));

            ShownFlow flow = flows(LATER, known, 10).ofCorrelation(new CorrelationId("invoice-4711"), account -> {
                throw new ArithmeticException("long overflow");
            });

            assertThat(flow.requests())
                    .satisfiesExactly(
                            first -> assertThat(first.gaps()).containsExactly(Gap.NOT_DRAWN),
                            second -> assertThat(second.gaps()).containsExactly(Gap.NO_REPLY));
        }
    }

    @Nested
    class AGap {

        @Test
        void isThatAnotherRequestHasTheSameIdOfWhichTheFirstOutcomeCounts() {
            RequestEvent stolen = SampleFlows.request(requestId, "attackers-flow", 1);
            EventPlace asked = ask(request, 1, NOON);
            EventPlace answered = topics.write(
                    SampleFlows.record(request, SampleFlows.issued(request, NOON.plusMillis(1), NOON.plusMillis(3))),
                    1,
                    NOON.plusMillis(4));
            EventPlace again = ask(stolen, 0, NOON.plusSeconds(1394));
            EventPlace later = topics.write(
                    SampleFlows.record(
                            stolen,
                            SampleFlows.declined(
                                    stolen,
                                    Outcome.INVALID,
                                    "invalid-envelope",
                                    NOON.plusSeconds(1394),
                                    NOON.plusSeconds(1394))),
                    0,
                    NOON.plusSeconds(1394));

            ShownRequest shown = show(LATER, again, later, asked, answered);

            assertThat(shown.outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(shown.correlationId()).isEqualTo(new CorrelationId("invoice-4711"));
            assertThat(shown.tookMs()).isEqualTo(4);
            assertThat(shown.gaps()).containsExactly(Gap.REQUESTS_DIFFER, Gap.ANOTHER_OUTCOME, Gap.OUTCOMES_DIFFER);
            assertThat(shown.spans())
                    .filteredOn(span -> span.what() == What.HTTP_ANSWER)
                    .extracting(Span::startMs, Span::result)
                    .containsExactly(tuple(4.0, "200"));
        }

        @Test
        void isThatThereNeverWasARequestWhereItsTopicIsReadFromItsBeginning() {
            EventPlace answered = answer(SampleFlows.issued(request, NOON, NOON), NOON);
            Coverage complete = new Coverage(
                    Instant.EPOCH,
                    LATER,
                    false,
                    List.of(new Coverage.Partition("ags.session-token.requests", 0, 0, 9, 9L)),
                    List.of());

            assertThat(show(flows(LATER, new Covered(complete, known(request, answered)), 10))
                            .gaps())
                    .containsExactly(Gap.NO_REQUEST);
            assertThat(show(LATER, answered).gaps()).containsExactly(Gap.REQUEST_IS_GONE);
        }

        @Test
        void isThatNoReplyCame() {
            ShownRequest shown = show(LATER, ask(request, 0, NOON));

            assertThat(shown.gaps()).containsExactly(Gap.NO_REPLY);
            assertThat(shown.spans())
                    .filteredOn(span -> span.what() == What.HTTP_ANSWER)
                    .extracting(Span::startMs, Span::result)
                    .containsExactly(tuple(5000.0, "504"));
        }

        @Test
        void isNotThatNoReplyCameWhereRepliesCannotBeSeen() {
            Known unseen = new Known(LATER, List.of(known(request, ask(request, 0, NOON))), List.of("http-adapter"));

            ShownRequest shown = show(flows(LATER, unseen, 10));

            assertThat(shown.gaps()).containsExactly(Gap.OUTCOME_NOT_SEEN);
            assertThat(shown.spans()).extracting(Span::what).doesNotContain(What.HTTP_ANSWER);
        }

        @Test
        void isNotThatNoReplyCameWhileThereIsTimeLeft() {
            ShownRequest shown = show(NOON.plus(DEADLINE).minus(MS), ask(request, 0, NOON));

            assertThat(shown.gaps()).containsExactly(Gap.NOT_ANSWERED_YET);
        }

        /** The reply may be there, behind what the index has read. */
        @Test
        void isNotThatNoReplyCameWhileTheIndexHasNotReadSoFar() {
            EventPlace asked = ask(request, 0, NOON);

            ShownRequest shown = show(flows(LATER, NOON.plus(DEADLINE).minus(MS), asked));

            assertThat(shown.gaps()).containsExactly(Gap.NOT_READ_YET);
        }

        /** It may be a dead letter. */
        @Test
        void isNotThatNoReplyCameWhileTheDeadLettersAreNotRead() {
            Known known = new Known(LATER, List.of(known(request, ask(request, 0, NOON))));

            ShownRequest shown = show(flows(LATER, known, KnownLetters.unread(), 10));

            assertThat(shown.gaps()).containsExactly(Gap.NOT_READ_YET);
        }

        @Test
        void isAReplyAfterItsDeadline() {
            EventPlace asked = ask(request, 0, NOON);
            Instant late = NOON.plus(DEADLINE).plus(MS);
            EventPlace answered =
                    answer(SampleFlows.declined(request, Outcome.EXPIRED, "deadline-passed", late, late), late);

            ShownRequest shown = show(LATER, asked, answered);

            assertThat(shown.gaps()).containsExactly(Gap.ANSWERED_AFTER_ITS_DEADLINE);
            assertThat(shown.spans())
                    .filteredOn(span -> span.what() == What.HTTP_ANSWER)
                    .extracting(Span::startMs, Span::result)
                    .containsExactly(tuple(5000.0, "504"));
        }

        @Test
        void isTheSameRequestAgain() {
            RequestEvent again = SampleFlows.request(requestId, "invoice-4711", 2);
            EventPlace first = ask(request, 0, NOON);
            EventPlace second = ask(again, 1, NOON.plusMillis(500));
            EventPlace answered =
                    answer(SampleFlows.issued(again, NOON.plusMillis(501), NOON.plusMillis(505)), NOON.plusMillis(505));

            ShownRequest shown = show(LATER, first, second, answered);

            assertThat(shown.gaps()).containsExactly(Gap.THE_SAME_REQUEST_AGAIN);
            assertThat(shown.spans())
                    .filteredOn(span -> span.what() == What.ON_THE_TOPIC)
                    .extracting(Span::attempt, Span::startMs, Span::durationMs)
                    .containsExactly(tuple(1, 0.0, null), tuple(2, 500.0, 1.0));
        }

        @Test
        void isAnotherOutcomeOfWhichTheFirstCounts() {
            EventPlace asked = ask(request, 0, NOON);
            SessionTokenReplied reply = SampleFlows.issued(request, NOON.plusMillis(5), NOON.plusMillis(9));
            EventPlace first = answer(reply, NOON.plusMillis(9));
            EventPlace second = answer(
                    SampleFlows.issued(request, NOON.plusMillis(7000), NOON.plusMillis(7001)), NOON.plusMillis(7001));

            ShownRequest shown = show(LATER, second, first, asked);

            assertThat(shown.gaps()).containsExactly(Gap.ANOTHER_OUTCOME);
            assertThat(shown.repliedAt()).isEqualTo(NOON.plusMillis(9));
            assertThat(shown.outcomes()).isEqualTo(2);
            assertThat(shown.differs()).isFalse();
        }

        @Test
        void isAnotherOutcomeThatDiffers() {
            EventPlace asked = ask(request, 0, NOON);
            EventPlace first =
                    answer(SampleFlows.issued(request, NOON.plusMillis(5), NOON.plusMillis(9)), NOON.plusMillis(9));
            EventPlace second = answer(
                    SampleFlows.declined(
                            request,
                            Outcome.UNAUTHORISED,
                            "token-not-active",
                            NOON.plusMillis(10),
                            NOON.plusMillis(11)),
                    NOON.plusMillis(11));

            ShownRequest shown = show(LATER, asked, first, second);

            assertThat(shown.gaps()).containsExactly(Gap.ANOTHER_OUTCOME, Gap.OUTCOMES_DIFFER);
            assertThat(shown.outcome()).isEqualTo(Outcome.ISSUED);
        }

        @Test
        void isARequestThatKafkaHasDeleted() {
            EventPlace asked = ask(request, 1, NOON);
            EventPlace answered =
                    answer(SampleFlows.issued(request, NOON.plusMillis(5), NOON.plusMillis(9)), NOON.plusMillis(9));
            topics.deleteUpTo(asked);

            ShownRequest shown = show(LATER, asked, answered);

            assertThat(shown.gaps()).containsExactly(Gap.REQUEST_IS_GONE);
            assertThat(shown.outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(shown.correlationId()).isEqualTo(new CorrelationId("invoice-4711"));
            assertThat(shown.events()).extracting(ShownEvent::missing).contains("Kafka has deleted the record");
        }

        @Test
        void isAReplyThatKafkaHasDeleted() {
            EventPlace asked = ask(request, 0, NOON);
            EventPlace answered =
                    topics.write(SampleFlows.record(request, SampleFlows.issued(request, NOON, NOON)), 1, NOON);
            topics.deleteUpTo(answered);

            assertThat(show(LATER, asked, answered).gaps()).containsExactly(Gap.REPLY_IS_GONE);
        }

        @Test
        void isARequestThatCouldNotBeRead() {
            EventPlace asked = topics.write(new ProducerRecord<>("ags.session-token.requests", bytes("{")), 0, NOON);
            EventPlace answered = answer(
                    SampleFlows.declined(request, Outcome.INVALID, "unreadable-value", NOON, NOON), NOON.plusMillis(2));
            RecentLetters letters =
                    letters(SampleFlows.deadLetter("unreadable-value", asked, requestId, null), NOON.plusMillis(3));

            ShownRequest shown = show(flows(LATER, new Known(LATER, List.of(known(request, answered))), letters, 10));

            assertThat(shown.gaps()).containsExactly(Gap.COULD_NOT_BE_READ);
            assertThat(shown.events())
                    .extracting(ShownEvent::topic)
                    .contains(asked.topic(), "ags.session-token.dead-letters");
        }

        /** Nothing of it is in the index: it has no reply, and its ID cannot be read. */
        @Test
        void isARequestOfWhichThereIsADeadLetterAlone() {
            EventPlace asked = topics.write(new ProducerRecord<>("ags.session-token.requests", bytes("{")), 1, NOON);
            RecentLetters letters =
                    letters(SampleFlows.deadLetter("unreadable-value", asked, null, null), NOON.plusMillis(3));
            Flows flows = flows(LATER, new Known(LATER, List.of()), letters, 10);

            ShownFlow flow = flows.ofRequest(
                    new RequestId(asked.topic() + "-" + asked.partition() + "-" + asked.offset()),
                    Account.shown(accounts, false));

            assertThat(flow.requests())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.gaps()).containsExactly(Gap.COULD_NOT_BE_READ));
        }
    }

    @Nested
    class AnEvent {

        @Test
        void showsThatItIsSealedAndForWhom() {
            EventPlace asked = ask(request, 0, NOON);
            EventPlace answered = answer(SampleFlows.issued(request, NOON, NOON.plusMillis(9)), NOON.plusMillis(9));

            ShownRequest shown = show(LATER, asked, answered);

            assertThat(shown.events())
                    .flatExtracting(ShownEvent::sealed)
                    .extracting(SealedPart::path, SealedPart::forWhom, SealedPart::kid)
                    .containsExactly(
                            tuple("/credentials", "http-adapter", "adapter-2026"),
                            tuple("/sessionToken", "http-adapter", "adapter-2026"));
            String credentials = request.request().credentials().compact();
            assertThat(json(shown))
                    .contains("sealed for http-adapter, " + credentials.length() + " bytes")
                    .doesNotContain(credentials.substring(0, 40));
        }

        @Test
        void showsTheAccountToAuditorsAlone() {
            EventPlace answered = answer(SampleFlows.issued(request, NOON, NOON.plusMillis(9)), NOON.plusMillis(9));
            Flows flows = flows(LATER, LATER, answered);

            assertThat(json(show(flows, true))).contains(ACCOUNT.value());
            assertThat(json(show(flows, false)))
                    .contains("\"accountId\":\"" + accounts.of(ACCOUNT).value())
                    .doesNotContain(ACCOUNT.value());
        }

        /** Whoever writes it may have put a credential into a member of their own. */
        @Test
        void showsNoMemberThatNoSchemaDescribes() {
            ProducerRecord<byte[], byte[]> record = SampleFlows.record(request);
            String text =
                    new String(record.value(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"pin\":\"a-plain-pin\",");
            EventPlace asked = topics.write(
                    new ProducerRecord<>(record.topic(), null, record.key(), bytes(text), record.headers()), 0, NOON);

            ShownRequest shown = show(LATER, asked);

            assertThat(shown.requestedAt()).isEqualTo(NOON);
            assertThat(json(shown)).doesNotContain("a-plain-pin");
        }

        @Test
        void isNotShownWhereItCannotBeRead() {
            ProducerRecord<byte[], byte[]> record = SampleFlows.record(request);
            String text = "{\"requestId\":\"" + requestId + "\",\"parameters\":{\"Password\":\"a-plain-password\"}}";
            EventPlace asked = topics.write(
                    new ProducerRecord<>(record.topic(), null, record.key(), bytes(text), record.headers()), 0, NOON);

            ShownRequest shown = show(LATER, asked);

            assertThat(json(shown)).doesNotContain("a-plain-password");
            assertThat(shown.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.missing()).startsWith("the record, of " + text.length()));
        }
    }

    @Nested
    class ACorrelationId {

        @Test
        void showsAllItsRequests() {
            RequestEvent other = SampleFlows.request(UUID.randomUUID().toString(), "invoice-4711", 1);
            KnownRequest first = known(request, ask(request, 0, NOON));
            KnownRequest second = known(other, ask(other, 1, NOON.plusSeconds(1)));
            Flows flows = flows(LATER, new Known(LATER, List.of(second, first)), 2);

            ShownFlow flow = flows.ofCorrelation(new CorrelationId("invoice-4711"), Account.shown(accounts, false));

            assertThat(flow.requests())
                    .extracting(ShownRequest::requestId)
                    .containsExactly(
                            other.request().requestId(), request.request().requestId());
            assertThat(flow.correlationId()).isEqualTo(new CorrelationId("invoice-4711"));
            assertThat(flow.more()).isFalse();
        }

        @Test
        void saysThatThereAreMoreRequestsThanItShows() {
            RequestEvent other = SampleFlows.request(UUID.randomUUID().toString(), "invoice-4711", 1);
            KnownRequest first = known(request, ask(request, 0, NOON));
            KnownRequest second = known(other, ask(other, 1, NOON));
            Flows flows = flows(LATER, new Known(LATER, List.of(second, first)), 1);

            ShownFlow flow = flows.ofCorrelation(new CorrelationId("invoice-4711"), Account.shown(accounts, false));

            assertThat(flow.requests()).hasSize(1);
            assertThat(flow.more()).isTrue();
        }
    }

    private static EventPlace ask(RequestEvent request, int partition, Instant loggedAt) {
        return topics.write(SampleFlows.record(request), partition, loggedAt);
    }

    private EventPlace answer(SessionTokenReplied reply, Instant loggedAt) {
        return topics.write(SampleFlows.record(request, reply), 0, loggedAt);
    }

    private static KnownRequest known(RequestEvent request, EventPlace... places) {
        return new KnownRequest(request.request().requestId(), List.of(places));
    }

    private ShownRequest show(Instant now, EventPlace... places) {
        return show(flows(now, LATER, places));
    }

    private ShownRequest show(Flows flows) {
        return show(flows, false);
    }

    private ShownRequest show(Flows flows, boolean withAccounts) {
        return flows.ofRequest(new RequestId(requestId), Account.shown(accounts, withAccounts))
                .requests()
                .get(0);
    }

    private Flows flows(Instant now, Instant completeTo, EventPlace... places) {
        return flows(now, new Known(completeTo, List.of(known(request, places))), 10);
    }

    private static Flows flows(Instant now, KnownFlows known, int maxRequests) {
        return flows(now, known, KnownLetters.none(), maxRequests);
    }

    private static Flows flows(Instant now, KnownFlows known, RecentLetters letters, int maxRequests) {
        return new Flows(
                known,
                letters,
                reader,
                new FlowProperties(Set.of(new RequestorName("http-adapter")), maxRequests),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String json(ShownRequest shown) {
        return new JsonMapper().writeValueAsString(shown);
    }

    private static RecentLetters letters(ProducerRecord<byte[], byte[]> letter, Instant loggedAt) {
        EventPlace place = topics.write(letter, 0, loggedAt);
        return KnownLetters.of(letter, place);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Covered(Coverage coverage, KnownRequest request) implements KnownFlows {

        @Override
        public Found withId(RequestId requestId) {
            return new Found(List.of(request), coverage);
        }

        @Override
        public Found ofCorrelation(CorrelationId correlationId, int max) {
            return withId(request.requestId());
        }
    }

    private record Known(Instant completeTo, List<KnownRequest> requests, List<String> unseen) implements KnownFlows {

        Known(Instant completeTo, List<KnownRequest> requests) {
            this(completeTo, requests, List.of());
        }

        @Override
        public Found withId(RequestId requestId) {
            return found(requests);
        }

        @Override
        public Found ofCorrelation(CorrelationId correlationId, int max) {
            return found(requests.subList(0, Math.min(max, requests.size())));
        }

        private Found found(List<KnownRequest> some) {
            return new Found(
                    some,
                    new Coverage(
                            Instant.EPOCH,
                            completeTo,
                            false,
                            List.of(),
                            List.of(new Coverage.Outside("outcomes-not-seen", null, null, null, unseen))));
        }
    }
}
