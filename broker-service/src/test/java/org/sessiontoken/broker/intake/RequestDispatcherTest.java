package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.answering.LogLines;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.answering.writing.WriteResult;
import org.sessiontoken.broker.answered.OutcomePlace;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.tracing.RequestTracing;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

class RequestDispatcherTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant DEADLINE = NOW.plus(Duration.ofSeconds(30));
    private static final RequestorName REQUESTOR = new RequestorName("requestor");
    private static final String REPLY_TOPIC = Topics.repliesTo(REQUESTOR);
    private static final Duration TAKE_OVER = Duration.ofSeconds(4);
    private static final ReturnAddress PARTITION_3 =
            new ReturnAddress(Optional.empty(), Optional.empty(), Optional.of(3));
    private static final String CANARY = "canary-credential";
    private static final SealingKey KEY = new SealingKey(
            new RequestorName("dead-letters"), new NamedKey("test", "A256GCMKW", Secret.ofBytes(new byte[32])));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LogLines log = LogLines.of("org.sessiontoken");
    private final List<ProducerRecord<byte[], byte[]>> published = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> refused = new ArrayList<>();
    private UnreadableRecords.Refusal refusal = (request, why, at, letter) -> Optional.empty();
    private CompletionStage<Void> publication = CompletableFuture.completedFuture(null);
    private boolean kafkaIsDown;
    private int maxSize = Integer.MAX_VALUE;
    private final List<OutcomePlace> lookups = new ArrayList<>();
    private final List<Duration> patience = new ArrayList<>();
    private CompletionStage<Void> settled = CompletableFuture.completedFuture(null);
    private CompletionStage<Boolean> found = CompletableFuture.completedFuture(false);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Nested
    class ARequest {

        @Test
        void isAnsweredOnTheReplyTopicAndDoneOnceTheReplyIsThere() {
            CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
            publication = acknowledgement;

            CompletableFuture<Void> written =
                    process(request(ReturnAddress.NONE), (event, span, at, partitions) -> answered(event));

            assertThat(written).isNotDone();
            assertThat(published).singleElement().satisfies(record -> {
                assertThat(record.topic()).isEqualTo(REPLY_TOPIC);
                assertThat(ReplyCodec.read(consumed(record)).reply().outcome()).isEqualTo(Outcome.FORBIDDEN);
            });
            acknowledgement.complete(null);
            assertThat(written).isCompleted();
        }

        @Test
        void isEvaluatedWithTheTimeAndThePartitionsOfTheReplyTopic() {
            process(request(ReturnAddress.NONE), (event, span, at, partitions) -> {
                assertThat(at).isEqualTo(NOW);
                assertThat(partitions).isEqualTo(4);
                return answered(event);
            });

            assertThat(published).extracting(ProducerRecord::topic).containsExactly(REPLY_TOPIC);
        }

        @Test
        void isAnsweredOnThePartitionItAsksForIfThatExistsOnTheReplyTopic() {
            assertThat(partitionOfReply(Optional.of(REPLY_TOPIC), 3)).isEqualTo(3);
            assertThat(partitionOfReply(Optional.empty(), 0)).isZero();
            assertThat(partitionOfReply(Optional.of(REPLY_TOPIC), 4)).isNull();
            assertThat(partitionOfReply(Optional.of("another.topic"), 3)).isNull();
            assertThat(partitionOfReply(Optional.of(Topics.repliesTo(new RequestorName("other"))), 3))
                    .isNull();
            assertThat(published).extracting(ProducerRecord::topic).containsExactly(REPLY_TOPIC);
        }

        @Test
        void isTimedAndLoggedWithItsOutcome() {
            process(request(ReturnAddress.NONE), (event, span, at, partitions) -> answered(event));

            assertThat(meters.get("ags.broker.requests")
                            .tags("outcome", "forbidden", "reason", "test-reason")
                            .timer()
                            .totalTime(TimeUnit.MILLISECONDS))
                    .isEqualTo(250);
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("INFO Answered", "requestId=\"request-1\"", "outcome=\"forbidden\""));
        }
    }

    @Nested
    class AFailureOfOurCodeOrABackend {

        static List<Throwable> failures() {
            return List.of(
                    new IllegalStateException(CANARY),
                    new NoClassDefFoundError(CANARY),
                    new StackOverflowError(CANARY),
                    new AssertionError(CANARY));
        }

        @ParameterizedTest
        @MethodSource("failures")
        void makesADeadLetterOfTheRecordWhenItIsThrown(Throwable failure) {
            CompletableFuture<Void> written = process(request(ReturnAddress.NONE), (event, span, at, partitions) -> {
                throw RequestDispatcherTest.<RuntimeException>sneaky(failure);
            });

            assertBrokerFailed(written, failure);
        }

        @ParameterizedTest
        @MethodSource("failures")
        void makesADeadLetterOfTheRecordWhenTheEvaluationEndsWithIt(Throwable failure) {
            CompletableFuture<Void> written = process(
                    request(ReturnAddress.NONE),
                    (event, span, at, partitions) -> CompletableFuture.failedFuture(new CompletionException(failure)));

            assertBrokerFailed(written, failure);
        }

        @Test
        void makesADeadLetterOfTheRecordWhenTheReplyIsMissing() {
            CompletableFuture<Void> written = process(
                    request(ReturnAddress.NONE),
                    (event, span, at, partitions) -> CompletableFuture.completedStage(missing()));

            assertThat(written).isCompleted();
            assertThat(letter().reason().value()).isEqualTo("broker-failed");
        }

        @SuppressWarnings("NullAway") // a backend that breaks the contract
        private static SessionTokenReplied missing() {
            return null;
        }

        private void assertBrokerFailed(CompletableFuture<Void> written, Throwable failure) {
            assertThat(written).isCompleted();
            DeadLettered letter = letter();
            assertThat(letter.reason().value()).isEqualTo("broker-failed");
            assertThat(letter.detail())
                    .contains(failure.getClass().getName(), " at ")
                    .doesNotContain(CANARY);
            assertThat(log.text())
                    .contains(
                            "ERROR",
                            "partition=\"2\"",
                            "offset=\"17\"",
                            failure.getClass().getName(),
                            "\tat ")
                    .doesNotContain(CANARY);
            assertThat(meters.get("ags.broker.dead.letters")
                            .tag("reason", "broker-failed")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Nested
    class ARecordThatCannotBeRead {

        @Test
        void becomesADeadLetterThatTheOperatorCanOpen() {
            byte[] value = CANARY.getBytes(StandardCharsets.UTF_8);

            process(new ConsumerRecord<>(Topics.REQUESTS, 2, 17, null, value), (event, span, at, partitions) -> {
                throw new AssertionError("nothing to evaluate");
            });

            DeadLettered letter = letter();
            assertThat(letter.offset()).isEqualTo(17);
            assertThat(letter.partition()).isEqualTo(2);
            assertThat(letter.foundAt()).isEqualTo(NOW);
            assertThat(new String(published.get(0).value(), StandardCharsets.UTF_8))
                    .doesNotContain(CANARY);
            assertThat(log.text()).contains("WARN").doesNotContain(CANARY);
            OpenResult opening = new Envelope(KeyRing.of(Map.of(KEY.owner(), List.of(KEY.key()))))
                    .open(
                            Objects.requireNonNull(letter.value()),
                            Purpose.DEAD_LETTER,
                            Binding.toRecord(Topics.REQUESTS, 2, 17));
            assertThat(opening)
                    .isInstanceOfSatisfying(
                            OpenResult.Opened.class,
                            opened -> assertThat(opened.content().text()).isEqualTo(CANARY));
        }

        @Test
        void isAnsweredOnThePartitionItAsksForOnceItsDeadLetterIsWritten() {
            CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
            publication = acknowledgement;
            refusal = (request, why, at, letter) -> {
                assertThat(at).isEqualTo(NOW);
                assertThat(letter).isEqualTo(Topics.REQUESTS + "-2-17");
                return Optional.of(refused(request, why));
            };

            CompletableFuture<Void> written = process(headless(), (event, span, at, partitions) -> {
                throw new AssertionError("nothing to evaluate");
            });

            assertThat(published).extracting(ProducerRecord::topic).containsExactly(Topics.DEAD_LETTERS);
            acknowledgement.complete(null);
            assertThat(written).isCompleted();
            assertThat(published).extracting(ProducerRecord::topic).containsExactly(Topics.DEAD_LETTERS, REPLY_TOPIC);
            ProducerRecord<byte[], byte[]> reply = published.get(1);
            assertThat(reply.partition()).isEqualTo(3);
            assertThat(reply.key()).isEqualTo("flow".getBytes(StandardCharsets.UTF_8));
            assertThat(ReplyCodec.read(consumed(reply)).reply().reason().value())
                    .isEqualTo("unreadable-headers");
            assertThat(log.text()).contains("Answered", "reason=\"unreadable-headers\"");
        }

        @Test
        void isNamedInItsDeadLetterByWhatCanBeReadOfIt() {
            process(headless(), (event, span, at, partitions) -> answered(event));

            assertThat(letter().requestId()).isEqualTo(new RequestId("request-1"));
            assertThat(letter().correlationId()).isEqualTo(new CorrelationId("flow"));
        }

        private ConsumerRecord<byte[], byte[]> headless() {
            ConsumerRecord<byte[], byte[]> whole = request(new ReturnAddress(
                    Optional.of(new CorrelationKey(new byte[] {7})), Optional.empty(), Optional.of(3)));
            whole.headers().remove("ce_type");
            return whole;
        }

        private static SessionTokenReplied refused(PartialRequest request, UnreadableEventException why) {
            return new SessionTokenReplied(
                    request.requestId().orElseThrow(),
                    null,
                    null,
                    REQUESTOR,
                    Outcome.INVALID,
                    why.reason(),
                    why.getMessage(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    new Timings(NOW, NOW),
                    "instance",
                    Attempt.FIRST,
                    null);
        }

        @Test
        void isDoneWithItsDeadLetterWhenABugStopsTheReplyToIt() {
            refusal = (request, why, at, letter) -> {
                throw new StackOverflowError(CANARY);
            };

            CompletableFuture<Void> written = process(
                    new ConsumerRecord<>(Topics.REQUESTS, 2, 17, null, new byte[1]),
                    (event, span, at, partitions) -> answered(event));

            assertThat(written).isCompleted();
            assertThat(letter().offset()).isEqualTo(17);
            assertThat(log.text()).contains("ERROR", "StackOverflowError").doesNotContain(CANARY);
        }

        @Test
        void isCutWhereItIsLargeAndTheLetterSaysHowLargeItWas() throws Exception {
            byte[] key = " ".repeat(1_200_000).getBytes(StandardCharsets.UTF_8);
            byte[] value = new byte[200_000];
            String name = "\u0001".repeat(200_000);
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(Topics.REQUESTS, 2, 17, key, value);
            record.headers().add(name, new byte[0]).add("small", new byte[0]);

            process(record, (event, span, at, partitions) -> answered(event));

            ProducerRecord<byte[], byte[]> written = published.get(0);
            assertThat(written.key()).hasSize(1024);
            assertThat(Objects.requireNonNull(written.value()).length).isLessThan(256 * 1024);
            DeadLettered letter = letter();
            assertThat(letter.reason().value()).isEqualTo("too-large");
            assertThat(letter.headerNames()).containsExactly("\u0001".repeat(64), "small");
            assertThat(letter.value()).isNotNull();
            assertThat(letter.cut())
                    .containsExactly(
                            new DeadLettered.Cut(DeadLettered.Part.KEY, 1_200_000, sha256(key)),
                            new DeadLettered.Cut(
                                    DeadLettered.Part.HEADER_NAMES,
                                    200_007,
                                    sha256((name + "\0small\0").getBytes(StandardCharsets.UTF_8))),
                            new DeadLettered.Cut(DeadLettered.Part.VALUE, 200_000, sha256(value)));
        }

        @Test
        void hasASmallLetterWhateverIsLargeInIt() {
            for (int headers : new int[] {1, 64, 65, 10_000}) {
                for (String name : List.of("\u0001".repeat(60), "\uFFFF".repeat(64), "\ud83d\ude00".repeat(100))) {
                    published.clear();
                    ConsumerRecord<byte[], byte[]> record =
                            new ConsumerRecord<>(Topics.REQUESTS, 2, 17, new byte[70_000], new byte[1_000_000]);
                    for (int i = 0; i < headers; i++) {
                        record.headers().add("a" + name, new byte[10]);
                    }

                    process(record, (event, span, at, partitions) -> answered(event));

                    assertThat(Objects.requireNonNull(published.get(0).value()).length)
                            .isLessThan(256 * 1024);
                    assertThat(letter().headerNames()).hasSize(Math.min(headers, 64));
                }
            }
        }

        @Test
        void isNamedByItsPlaceAndItsHashesWhereTheTopicTakesNoLargerLetter() throws Exception {
            maxSize = 2_000;
            byte[] value = new byte[5_000];

            CompletableFuture<Void> written = process(
                    new ConsumerRecord<>(Topics.REQUESTS, 2, 17, new byte[] {1}, value),
                    (event, span, at, partitions) -> answered(event));

            assertThat(written).isCompleted();
            assertThat(refused).hasSize(1);
            DeadLettered letter = letter();
            assertThat(letter.value()).isNull();
            assertThat(letter.cut())
                    .containsExactly(
                            new DeadLettered.Cut(DeadLettered.Part.KEY, 1, sha256(new byte[] {1})),
                            new DeadLettered.Cut(DeadLettered.Part.VALUE, 5_000, sha256(value)));
            assertThat(log.text()).contains("so a smaller form of it is");
        }

        @Test
        void isDoneEvenIfTheTopicTakesNoLetterAtAll() {
            maxSize = 10;

            CompletableFuture<Void> written = process(
                    new ConsumerRecord<>(Topics.REQUESTS, 2, 17, null, new byte[1]),
                    (event, span, at, partitions) -> answered(event));

            assertThat(written).isCompleted();
            assertThat(refused).hasSize(2);
            assertThat(published).isEmpty();
            assertThat(log.text()).contains("ERROR", "in no form", "partition=\"2\"", "offset=\"17\"");
        }
    }

    @Nested
    class RecordsThatCannotBeDecoded {

        @Test
        void becomeADeadLetterThatSaysWhatIsKnown() {
            CompletableFuture<Void> written = dispatcher((event, span, at, partitions) -> answered(event))
                    .setAside(new UndecodableRecords(
                            new TopicPartition(Topics.REQUESTS, 2), 17, 20, new KafkaException(CANARY)))
                    .toCompletableFuture();

            assertThat(written).isCompleted();
            DeadLettered letter = letter();
            assertThat(letter.reason().value()).isEqualTo("undecodable");
            assertThat(letter.detail()).contains("org.apache.kafka.common.KafkaException");
            assertThat(letter.partition()).isEqualTo(2);
            assertThat(letter.offset()).isEqualTo(17);
            assertThat(letter.lastOffset()).isEqualTo(19);
            assertThat(letter.value()).isNull();
            assertThat(log.text())
                    .contains("offset=\"17\"", "lastOffset=\"19\"")
                    .doesNotContain(CANARY);
        }
    }

    @Nested
    class AReplyThatKafkaWillNeverTake {

        @Test
        void isReplacedByASmallOneToTheSameRequest() {
            maxSize = 1_000_000;

            CompletableFuture<Void> written = process(
                    request(new ReturnAddress(
                            Optional.of(CorrelationKey.of(new RequestId("request-1"))),
                            Optional.empty(),
                            Optional.of(3))),
                    (event, span, at, partitions) -> answered(event, Outcome.INVALID, "x".repeat(2_000_000)));

            assertThat(written).isCompleted();
            assertThat(published).singleElement().satisfies(record -> {
                assertThat(record.topic()).isEqualTo(REPLY_TOPIC);
                assertThat(record.partition()).isEqualTo(3);
                SessionTokenReplied reply = ReplyCodec.read(consumed(record)).reply();
                assertThat(reply.requestId().value()).isEqualTo("request-1");
                assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
                assertThat(reply.reason().value()).isEqualTo("reply-refused");
            });
        }

        @Test
        void endsInADeadLetterWhereEvenTheSmallOneIsRefused() {
            maxSize = 220;

            CompletableFuture<Void> written =
                    process(request(ReturnAddress.NONE), (event, span, at, partitions) -> answered(event));

            assertThat(written).isCompleted();
            assertThat(refused).extracting(ProducerRecord::topic).containsExactly(REPLY_TOPIC, REPLY_TOPIC);
            assertThat(letter().reason().value()).isEqualTo("reply-refused");
            assertThat(meters.get("ags.broker.dead.letters")
                            .tag("reason", "reply-refused")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    /** It has no reply topic, and whoever has one is not to get the replies of others. */
    @Nested
    class ARequestOfAnUnknownRequestor {

        @Test
        void becomesADeadLetterAndIsNotAnsweredWhateverItsReturnAddressSays() {
            ReturnAddress elsewhere = new ReturnAddress(Optional.empty(), Optional.of(REPLY_TOPIC), Optional.of(1));

            process(request(new RequestorName("nobody"), elsewhere), (event, span, at, partitions) -> {
                throw new AssertionError("nothing to evaluate");
            });

            assertThat(letter().reason().value()).isEqualTo("unknown-requestor");
            assertThat(log.text()).contains("WARN", "unknown requestor");
        }
    }

    @Nested
    class WhileKafkaIsAskedForAPartitionThatIsNotKnown {

        @Test
        void nothingIsDecidedAndTheAnswerIsGoneBy() {
            CompletableFuture<Integer> asked = new CompletableFuture<>();
            ReturnAddress onPartition5 = new ReturnAddress(Optional.empty(), Optional.empty(), Optional.of(5));
            RequestDispatcher dispatcher = dispatcher(
                    (event, span, at, partitions) -> {
                        assertThat(partitions).isEqualTo(6);
                        return answered(event);
                    },
                    (topic, wanted) -> {
                        assertThat(topic).isEqualTo(REPLY_TOPIC);
                        assertThat(wanted).contains(5);
                        return asked;
                    });
            CompletableFuture<Void> written =
                    dispatcher.process(request(onPartition5), () -> false).toCompletableFuture();
            assertThat(written).isNotDone();
            assertThat(published).isEmpty();

            asked.complete(6);

            assertThat(written).isCompleted();
            assertThat(published)
                    .singleElement()
                    .satisfies(reply -> assertThat(reply.partition()).isEqualTo(5));
        }
    }

    @Nested
    class AnOutcomeAfterTheDeadline {

        @Test
        void isWrittenIfTheRequestHasNone() {
            CompletableFuture<Boolean> lookup = new CompletableFuture<>();
            found = lookup;

            CompletableFuture<Void> written = process(
                    request(PARTITION_3), (event, span, at, partitions) -> answered(event, Outcome.EXPIRED, null));

            assertThat(lookups)
                    .containsExactly(new OutcomePlace(REPLY_TOPIC, Optional.of(3), "request-1", NOW.toEpochMilli()));
            assertThat(published).isEmpty();
            lookup.complete(false);
            assertThat(written).isCompleted();
            assertThat(reply().outcome()).isEqualTo(Outcome.EXPIRED);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Answered"))
                    .hasSize(1);
        }

        @Test
        void isNotWrittenIfTheRequestHasOne() {
            found = CompletableFuture.completedFuture(true);

            CompletableFuture<Void> written = process(
                    request(PARTITION_3), (event, span, at, partitions) -> answered(event, Outcome.EXPIRED, null));

            assertThat(written).isCompleted();
            assertThat(published).isEmpty();
            assertThat(log.text()).doesNotContain("Answered");
        }

        @Test
        void isLookedForOnAllPartitionsIfTheRequestNamesNone() {
            process(
                    request(ReturnAddress.NONE),
                    (event, span, at, partitions) -> answered(event, Outcome.EXPIRED, null));

            assertThat(lookups)
                    .singleElement()
                    .satisfies(place -> assertThat(place.partition()).isEmpty());
        }

        @Test
        void isLookedForWhenNoOtherCanBeOnItsWayAnyMore() {
            CompletableFuture<Void> settlement = new CompletableFuture<>();
            settled = settlement;

            process(request(PARTITION_3), (event, span, at, partitions) -> answered(event, Outcome.EXPIRED, null));

            assertThat(lookups).isEmpty();
            assertThat(published).isEmpty();
            settlement.complete(null);
            assertThat(lookups).hasSize(1);
            assertThat(reply().outcome()).isEqualTo(Outcome.EXPIRED);
        }

        @Test
        void isNotAwaitedByOneBeforeTheDeadline() {
            process(request(PARTITION_3), (event, span, at, partitions) -> answered(event));

            assertThat(lookups).isEmpty();
            assertThat(published).hasSize(1);
        }
    }

    @Nested
    class AReplyThatKafkaHasNotTakenBeforeTheDeadline {

        @Test
        void isReplacedByOneThatNothingWasIssued() {
            kafkaIsDown = true;

            CompletableFuture<Void> written =
                    process(request(PARTITION_3), (event, span, at, partitions) -> answered(event));

            assertThat(written).isCompleted();
            assertThat(reply().outcome()).isEqualTo(Outcome.EXPIRED);
            assertThat(reply().reason().value()).isEqualTo("reply-too-late");
            assertThat(published.get(0).partition()).isEqualTo(3);
        }

        @Test
        void isNotReplacedIfItIsOnItsTopicAllTheSameOrThatOfAnotherInstanceIs() {
            kafkaIsDown = true;
            CompletableFuture<Void> settlement = new CompletableFuture<>();
            settled = settlement;
            found = CompletableFuture.completedFuture(true);

            CompletableFuture<Void> written =
                    process(request(PARTITION_3), (event, span, at, partitions) -> answered(event));

            assertThat(lookups).isEmpty();
            settlement.complete(null);
            assertThat(written).isCompleted();
            assertThat(lookups).hasSize(1);
            assertThat(published).isEmpty();
        }
    }

    /** The process may have stood still, so that another instance has answered. */
    @Test
    void anOutcomeThatTookAsLongAsATakeOverIsWrittenOnlyIfThereIsNone() {
        found = CompletableFuture.completedFuture(true);

        process(request(PARTITION_3), (event, span, at, partitions) -> answeredAfter(event, TAKE_OVER.minusMillis(1)));
        assertThat(published).hasSize(1);
        process(request(PARTITION_3), (event, span, at, partitions) -> answeredAfter(event, TAKE_OVER));

        assertThat(published).hasSize(1);
        assertThat(lookups).hasSize(1);
    }

    @Test
    void anOutcomeOfARecordThatWasGivenUpMeanwhileIsWrittenOnlyIfThereIsNone() {
        found = CompletableFuture.completedFuture(true);
        AtomicBoolean givenUp = new AtomicBoolean();

        CompletableFuture<Void> done = dispatcher((event, span, at, partitions) -> {
                    givenUp.set(true);
                    return answered(event);
                })
                .process(request(PARTITION_3), givenUp::get)
                .toCompletableFuture();

        assertThat(done).isCompleted();
        assertThat(published).isEmpty();
        assertThat(lookups).hasSize(1);
    }

    /** An instance whose clock is ahead, for example, has answered the first sending before this one came. */
    @Nested
    class ARequestThatItsRequestorSendsAgain {

        @Test
        void isAnsweredIfItsFirstSendingIsNot() {
            CompletableFuture<Boolean> lookup = new CompletableFuture<>();
            found = lookup;

            CompletableFuture<Void> written = process(sentAgain(), (event, span, at, partitions) -> answered(event));

            assertThat(lookups)
                    .containsExactly(new OutcomePlace(REPLY_TOPIC, Optional.of(3), "request-1", NOW.toEpochMilli()));
            assertThat(published).isEmpty();
            lookup.complete(false);
            assertThat(written).isCompleted();
            assertThat(reply().outcome()).isEqualTo(Outcome.FORBIDDEN);
        }

        @Test
        void isNotAnsweredIfItsFirstSendingIs() {
            found = CompletableFuture.completedFuture(true);

            CompletableFuture<Void> written = process(sentAgain(), (event, span, at, partitions) -> answered(event));

            assertThat(written).isCompleted();
            assertThat(published).isEmpty();
            assertThat(log.text()).doesNotContain("Answered");
        }

        private static ConsumerRecord<byte[], byte[]> sentAgain() {
            return consumed(
                    RequestCodec.write(RequestCodec.read(request(PARTITION_3)).nextAttempt()));
        }
    }

    @Nested
    class ARecordThatMayHaveBeenProcessed {

        @Test
        void isWaitedForIfAnotherInstanceIsKnownToWorkOnIt() {
            RequestDispatcher dispatcher = dispatcher((event, span, at, partitions) -> answered(event));

            dispatcher.processAgain(request(PARTITION_3), true);
            dispatcher.processAgain(request(PARTITION_3), false);

            assertThat(patience)
                    .as("of each, before it is processed and before its outcome is written")
                    .containsExactly(RequestConsumers.DRAIN_TIMEOUT, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }

        @Test
        void isNotEvaluatedIfItHasAnOutcome() {
            found = CompletableFuture.completedFuture(true);
            RequestDispatcher dispatcher = dispatcher((event, span, at, partitions) -> {
                throw new AssertionError("must not be evaluated");
            });

            CompletableFuture<Void> done =
                    dispatcher.processAgain(request(PARTITION_3), false).toCompletableFuture();

            assertThat(done).isCompleted();
            assertThat(published).isEmpty();
            assertThat(lookups)
                    .containsExactly(new OutcomePlace(REPLY_TOPIC, Optional.of(3), "request-1", NOW.toEpochMilli()));
        }

        @Test
        void isProcessedIfItHasNone() {
            RequestDispatcher dispatcher = dispatcher((event, span, at, partitions) -> answered(event));

            CompletableFuture<Void> done =
                    dispatcher.processAgain(request(PARTITION_3), false).toCompletableFuture();

            assertThat(done).isCompleted();
            assertThat(reply().outcome()).isEqualTo(Outcome.FORBIDDEN);
        }

        @Test
        void isLookedUpAgainBeforeItsOutcomeIsWritten() {
            dispatcher((event, span, at, partitions) -> answered(event)).processAgain(request(PARTITION_3), false);

            assertThat(lookups).hasSize(2);
        }

        @Test
        void isDoneIfItCannotBeReadAndHasADeadLetter() {
            found = CompletableFuture.completedFuture(true);

            dispatcher((event, span, at, partitions) -> answered(event)).processAgain(unreadable(), false);

            assertThat(published).isEmpty();
            assertThat(lookups)
                    .containsExactly(new OutcomePlace(
                            Topics.DEAD_LETTERS, Optional.empty(), Topics.REQUESTS + "-2-17", NOW.toEpochMilli()));
        }

        @Test
        void isDoneIfItCannotBeReadAndHasAReplyWhichIsWrittenLast() {
            found = CompletableFuture.completedFuture(true);
            refusal = (request, why, at, letter) -> Optional.of(invalid(letter));

            dispatcher((event, span, at, partitions) -> answered(event)).processAgain(unreadable(), false);

            assertThat(published).isEmpty();
            assertThat(lookups)
                    .singleElement()
                    .satisfies(place -> assertThat(place.topic()).isEqualTo(REPLY_TOPIC));
        }

        @Test
        void isDoneIfItsRequestorIsUnknownAndItHasADeadLetter() {
            found = CompletableFuture.completedFuture(true);

            dispatcher((event, span, at, partitions) -> answered(event))
                    .processAgain(request(new RequestorName("stranger"), PARTITION_3), false);

            assertThat(published).isEmpty();
            assertThat(lookups)
                    .singleElement()
                    .satisfies(place -> assertThat(place.topic()).isEqualTo(Topics.DEAD_LETTERS));
        }
    }

    private CompletableFuture<Void> process(
            ConsumerRecord<byte[], byte[]> record, RequestDispatcher.Evaluation evaluation) {
        return dispatcher(evaluation).process(record, () -> false).toCompletableFuture();
    }

    private RequestDispatcher dispatcher(RequestDispatcher.Evaluation evaluation) {
        return dispatcher(evaluation, (topic, wanted) -> CompletableFuture.completedFuture(4));
    }

    private RequestDispatcher dispatcher(
            RequestDispatcher.Evaluation evaluation, ReplyTopics.Partitions replyPartitions) {
        DeadLetters deadLetters = new DeadLetters("broker", new RequestReading(), () -> KEY, meters);
        ReplyTopics topics = new ReplyTopics(Set.of(REQUESTOR), replyPartitions, requestor -> true);
        OutcomeWriter outcomes = new OutcomeWriter(this::publish, this::lookUp, this::settle);
        OutcomeLog outcomeLog = new OutcomeLog(meters, (key, outcome, duration) -> {});
        return new RequestDispatcher(
                evaluation,
                new UnreadableRecords(refusal, deadLetters, topics, outcomes, outcomeLog),
                deadLetters,
                topics,
                outcomes,
                outcomeLog,
                new RequestSpans(RequestTracing.off(), "broker-1"),
                TAKE_OVER,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private CompletionStage<Void> settle(Instant deadline) {
        assertThat(deadline).isEqualTo(DEADLINE);
        return settled;
    }

    private CompletionStage<Boolean> lookUp(OutcomePlace place, Duration patiently) {
        lookups.add(place);
        patience.add(patiently);
        return found;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Takes a record as Kafka does, unless it is too large. */
    private CompletionStage<WriteResult> publish(ProducerRecord<byte[], byte[]> record, Optional<Instant> until) {
        int size = Objects.requireNonNull(record.value()).length + (record.key() == null ? 0 : record.key().length);
        if (size > maxSize) {
            refused.add(record);
            return CompletableFuture.completedFuture(WriteResult.refused(new RecordTooLargeException("too large")));
        }
        if (kafkaIsDown && until.isPresent()) {
            assertThat(until).contains(DEADLINE);
            return CompletableFuture.completedFuture(WriteResult.LATE);
        }
        published.add(record);
        return publication.thenApply(written -> WriteResult.WRITTEN);
    }

    private DeadLettered letter() {
        assertThat(published).extracting(ProducerRecord::topic).containsExactly(Topics.DEAD_LETTERS);
        return DeadLetterCodec.read(consumed(published.get(0)));
    }

    private @Nullable Integer partitionOfReply(Optional<String> topic, int partition) {
        published.clear();
        process(
                request(new ReturnAddress(Optional.empty(), topic, Optional.of(partition))),
                (event, span, at, partitions) -> answered(event));
        return published.get(0).partition();
    }

    private static CompletionStage<SessionTokenReplied> answered(RequestEvent event) {
        return answered(event, Outcome.FORBIDDEN, null);
    }

    private static CompletionStage<SessionTokenReplied> answeredAfter(RequestEvent event, Duration time) {
        return CompletableFuture.completedFuture(replyTo(event, Outcome.FORBIDDEN, null, time));
    }

    private static CompletionStage<SessionTokenReplied> answered(
            RequestEvent event, Outcome outcome, @Nullable String detail) {
        return CompletableFuture.completedFuture(replyTo(event, outcome, detail, Duration.ofMillis(250)));
    }

    private static SessionTokenReplied replyTo(
            RequestEvent event, Outcome outcome, @Nullable String detail, Duration time) {
        SessionTokenRequested request = event.request();
        return new SessionTokenReplied(
                request.requestId(),
                request.tenantId(),
                request.authServiceId(),
                request.requestor(),
                outcome,
                new ReasonCode("test-reason"),
                detail,
                null,
                null,
                null,
                null,
                null,
                new Timings(NOW, NOW.plus(time)),
                "instance",
                Attempt.FIRST,
                null);
    }

    private SessionTokenReplied reply() {
        assertThat(published).hasSize(1);
        return ReplyCodec.read(consumed(published.get(0))).reply();
    }

    private static ConsumerRecord<byte[], byte[]> unreadable() {
        return consumed(new ProducerRecord<>(Topics.REQUESTS, null, new byte[] {1}));
    }

    private static SessionTokenReplied invalid(String id) {
        return new SessionTokenReplied(
                new RequestId(id),
                null,
                null,
                REQUESTOR,
                Outcome.INVALID,
                new ReasonCode("test-reason"),
                null,
                null,
                null,
                null,
                null,
                null,
                new Timings(NOW, NOW),
                "instance",
                Attempt.FIRST,
                null);
    }

    private static ConsumerRecord<byte[], byte[]> request(ReturnAddress address) {
        return request(REQUESTOR, address);
    }

    private static ConsumerRecord<byte[], byte[]> request(RequestorName requestor, ReturnAddress address) {
        RequestId requestId = new RequestId("request-1");
        TenantId tenantId = new TenantId("tenant");
        AuthServiceId authServiceId = new AuthServiceId("auth-service");
        return consumed(RequestCodec.write(new RequestEvent(
                new CorrelationId("flow"),
                new SessionTokenRequested(
                        requestId,
                        tenantId,
                        authServiceId,
                        List.of("Say"),
                        Envelope.seal(
                                Secret.ofText("{}"),
                                Purpose.CREDENTIALS,
                                Binding.toRequest(requestId, tenantId, authServiceId),
                                KEY),
                        NOW,
                        DEADLINE,
                        requestor),
                address,
                Optional.empty())));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                2,
                17,
                NOW.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
