package org.sessiontoken.broker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.authservice.AuthServiceDirectory;
import org.sessiontoken.broker.authservice.AuthServiceFixture;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.broker.guard.BrokenBackend;
import org.sessiontoken.broker.guard.GuardProperties;
import org.sessiontoken.broker.guard.Guards;
import org.sessiontoken.broker.guessing.FailureLimits;
import org.sessiontoken.broker.guessing.FailureThrottles;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.Secret;
import org.slf4j.LoggerFactory;

// Some of its backends break the rules about null.
@SuppressWarnings("NullAway")
class RequestEvaluatorTest {

    private static final Instant NOW = Instant.parse("2020-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int PARTITIONS = 12;
    private static final ReasonCode REASON = new ReasonCode("scripted");
    private static final SsoOutcome GOOD = new Authenticated(new AccountId("account-1"));
    private static final String CANARY = BrokenBackend.CANARY;

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.sessiontoken.broker");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void isSilentAboutMessages() {
        logger.detachAppender(log);
        assertThat(log.list)
                .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy())
                        .contains(CANARY));
    }

    @Nested
    class WrongCredentials {

        private static final int BOUND = 3;

        private SsoOutcome outcome = new Unauthorised(REASON);
        private int asked;

        private final Scripted backend = backend(() -> {
            asked++;
            return outcome;
        });

        private RequestEvaluator evaluator(boolean asksAlways) {
            FailureLimits limits = new FailureLimits(BOUND, 100, 100, 1000, Optional.of("Say"), asksAlways);
            return RequestEvaluatorTest.evaluator(
                    AuthServiceFixture.throttling(Requests.AUTH_SERVICE, backend, limits), 8, CLOCK);
        }

        @Test
        void areNotCheckedOnceThereWereTooMany() {
            RequestEvaluator evaluator = evaluator(false);
            for (int i = 0; i < BOUND; i++) {
                assertThat(answer(evaluator, Requests.at(NOW).event()).outcome())
                        .isEqualTo(Outcome.UNAUTHORISED);
            }
            outcome = GOOD;

            SessionTokenReplied reply = answer(evaluator, Requests.at(NOW).event());

            assertThat(reply.outcome()).isEqualTo(Outcome.THROTTLED);
            assertThat(reply.reason().value()).isEqualTo("too-many-failures-at-account");
            assertThat(reply.retryAfter()).isEqualTo(Duration.ofMinutes(5));
            assertThat(reply.callerAddress()).isEqualTo(Requests.CALLER);
            assertThat(asked).isEqualTo(BOUND);
        }

        @Test
        void doNotStandInTheWayOfARightSignature() {
            RequestEvaluator evaluator = evaluator(true);
            for (int i = 0; i < 5 * BOUND; i++) {
                assertThat(answer(evaluator, Requests.at(NOW).event()).outcome())
                        .isEqualTo(i < BOUND ? Outcome.UNAUTHORISED : Outcome.THROTTLED);
            }
            outcome = GOOD;

            assertThat(answer(evaluator, Requests.at(NOW).event()).outcome()).isEqualTo(Outcome.ISSUED);
        }

        @Test
        void areNotWhatIsGenuineOrNotAnswered() {
            RequestEvaluator evaluator = evaluator(false);
            for (SsoOutcome other : List.of(
                    new Forbidden(REASON),
                    new Invalid(REASON, "change it"),
                    new Unavailable(REASON, Duration.ofSeconds(1)))) {
                outcome = other;
                for (int i = 0; i < 5 * BOUND; i++) {
                    assertThat(answer(evaluator, Requests.at(NOW).event()).outcome())
                            .isNotEqualTo(Outcome.THROTTLED);
                }
            }
        }

        @Test
        void thatAFailingAuthServiceDoesNotCheckGiveTheirPlaceBack() {
            outcome = null;
            RequestEvaluator evaluator = evaluator(false);
            for (int i = 0; i < 5 * BOUND; i++) {
                assertThat(answer(evaluator, Requests.at(NOW).event()).outcome())
                        .isEqualTo(Outcome.UNAVAILABLE);
            }
        }
    }

    @Nested
    class ARequestThatIsRefused {

        static Stream<Arguments> refusals() {
            Requests good = Requests.at(NOW);
            ReturnAddress address = good.returnAddress();
            return Stream.of(
                    refusal(
                            "foreign-reply-topic",
                            good.returningTo(new ReturnAddress(
                                    address.correlationKey(), Optional.of("elsewhere"), address.partition()))),
                    refusal(
                            "foreign-reply-topic",
                            good.returningTo(new ReturnAddress(
                                    address.correlationKey(),
                                    Optional.of(Topics.repliesTo(Requests.FOREIGN_KEY.owner())),
                                    address.partition()))),
                    refusal(
                            "no-such-reply-partition",
                            good.returningTo(new ReturnAddress(
                                    address.correlationKey(), address.topic(), Optional.of(PARTITIONS)))),
                    refusal("requested-in-the-future", Requests.at(NOW.plusSeconds(31))),
                    refusal("deadline-too-far", good.expiringAfter(Duration.ofSeconds(61))),
                    refusal("unknown-sealing-key", good.sealedWith(Requests.UNKNOWN_KEY)),
                    refusal("foreign-sealing-key", good.sealedWith(Requests.FOREIGN_KEY)),
                    refusal("envelope-bound-elsewhere", good.boundTo("request-2")),
                    refusal("unreadable-parameters", good.sealing("{\"parameters\": 4711}")),
                    refusal("unreadable-parameters", good.sealing(parameters(33, "hello"))),
                    refusal("unreadable-parameters", good.sealing(parameters(1, "hello".repeat(3_277)))),
                    refusal("unknown-auth-service", good.to("Another")),
                    refusal("missing-parameter", good.sealing("{\"parameters\": []}")));
        }

        private static String parameters(int count, String value) {
            return IntStream.range(0, count)
                    .mapToObj(i -> "{\"name\": \"p" + i + "\", \"value\": \"" + value + "\"}")
                    .collect(Collectors.joining(", ", "{\"parameters\": [", "]}"));
        }

        @Test
        void isToldWhichBoundItsParametersDoNotKeep() {
            RequestEvaluator evaluator = evaluator(backend(() -> GOOD));

            assertThat(answer(
                                    evaluator,
                                    Requests.at(NOW).sealing(parameters(33, "")).event())
                            .detail())
                    .contains("at most 32 parameters");
            assertThat(answer(
                                    evaluator,
                                    Requests.at(NOW)
                                            .sealing(parameters(1, "x".repeat(16_385)))
                                            .event())
                            .detail())
                    .contains("'p0' must have at most 16384 bytes");
        }

        @ParameterizedTest
        @MethodSource("refusals")
        void isInvalidForThisReasonAndTheBackendIsNotCalled(String reason, Requests request) {
            RequestEvaluator evaluator = evaluator(backend(() -> {
                throw new AssertionError("must not be called");
            }));

            SessionTokenReplied reply = answer(evaluator, request.event());

            assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
            assertThat(reply.reason().value()).isEqualTo(reason);
            assertThat(reply.detail()).isNotBlank().doesNotContain("hello", "4711");
            assertThat(evaluator.inFlight()).isZero();
        }

        @Test
        void isInvalidWhereTheEnvelopeWasChanged() {
            Requests good = Requests.at(NOW);
            String compact = good.event().request().credentials().compact();
            int last = compact.lastIndexOf('.') + 1;
            char other = compact.charAt(last) == 'A' ? 'B' : 'A';
            Jwe changed = new Jwe(compact.substring(0, last) + other + compact.substring(last + 1));

            assertThat(answer(evaluator(backend(() -> GOOD)), good.event(changed))
                            .reason()
                            .value())
                    .isEqualTo("envelope-not-authentic");
        }

        @Test
        void isExpiredOnceItsDeadlineHasPassed() {
            SessionTokenReplied reply = answer(
                    evaluator(backend(() -> GOOD)),
                    Requests.at(NOW.minusSeconds(10)).event());

            assertThat(reply.outcome()).isEqualTo(Outcome.EXPIRED);
            assertThat(reply.reason().value()).isEqualTo("deadline-passed");
        }

        @Test
        void isThrottledAboveTheRate() {
            RequestEvaluator evaluator = evaluator(backend(() -> GOOD), 1, 8);
            RequestEvent event = Requests.at(NOW).event();

            assertThat(answer(evaluator, event).outcome()).isEqualTo(Outcome.ISSUED);
            SessionTokenReplied second = answer(evaluator, event);

            assertThat(second.outcome()).isEqualTo(Outcome.THROTTLED);
            assertThat(second.reason().value()).isEqualTo("rate-limit");
            assertThat(second.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(evaluator.inFlight()).isZero();
        }

        @Test
        void isUnavailableWhileTheMaximumIsInFlight() {
            CompletableFuture<SsoOutcome> pending = new CompletableFuture<>();
            RequestEvaluator evaluator = evaluator(new Scripted(() -> pending), null, 1);
            RequestEvent event = Requests.at(NOW).event();
            CompletableFuture<SessionTokenReplied> first = evaluate(evaluator, event);
            assertThat(evaluator.inFlight()).isOne();

            SessionTokenReplied second = answer(evaluator, event);

            assertThat(second.outcome()).isEqualTo(Outcome.UNAVAILABLE);
            assertThat(second.reason().value()).isEqualTo("too-much-in-flight");
            assertThat(second.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            pending.complete(GOOD);
            assertThat(first.join().outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(answer(evaluator, event).outcome()).isEqualTo(Outcome.ISSUED);
        }

        private static Arguments refusal(String reason, Requests request) {
            return Arguments.of(reason, request);
        }
    }

    @Nested
    class ARequestWithinItsBounds {

        @Test
        void isAnsweredAtTheBoundsThemselves() {
            RequestEvaluator evaluator = evaluator(backend(() -> GOOD));
            Requests latest = Requests.at(NOW.plusSeconds(30)).expiringAfter(Duration.ofSeconds(60));

            assertThat(answer(evaluator, latest.event()).outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(answer(evaluator, latest.returningTo(ReturnAddress.NONE).event())
                            .outcome())
                    .isEqualTo(Outcome.ISSUED);
        }

        @Test
        void endsAsTheBackendSays() {
            assertThat(replyTo(GOOD).outcome()).isEqualTo(Outcome.ISSUED);
            assertThat(replyTo(new Unauthorised(REASON)).outcome()).isEqualTo(Outcome.UNAUTHORISED);
            assertThat(replyTo(new Forbidden(REASON)).outcome()).isEqualTo(Outcome.FORBIDDEN);
            assertThat(replyTo(new Invalid(REASON, "detail")).outcome()).isEqualTo(Outcome.INVALID);
            assertThat(replyTo(new Unavailable(REASON, Duration.ofSeconds(7))).outcome())
                    .isEqualTo(Outcome.UNAVAILABLE);
        }

        @Test
        void tellsTheBackendWhatItIsAskedAndUntilWhen() {
            Scripted backend = backend(() -> GOOD);

            answer(evaluator(backend), Requests.at(NOW).event());

            SsoRequest request = backend.lastRequest;
            assertThat(request.requestId()).isEqualTo(Requests.ID);
            assertThat(request.correlationId().value()).isEqualTo("flow-1");
            assertThat(request.tenantId()).isEqualTo(Requests.AUTH_SERVICE.tenantId());
            assertThat(request.authServiceId()).isEqualTo(Requests.AUTH_SERVICE.authServiceId());
            assertThat(request.parameters().value("Say")).contains(Secret.ofText("hello"));
            assertThat(request.asOf()).isEqualTo(NOW);
            assertThat(request.deadline()).isEqualTo(NOW.plusSeconds(10));
        }

        @Test
        void tellsEachCallOfTheBackend() {
            try (BackendGuard guard = Guards.counting(new SimpleMeterRegistry())) {
                SsoBackend answers = backend(() -> GOOD);
                Duration limit = Duration.ofSeconds(30);
                GuardProperties settings = new GuardProperties(2, limit, 1, limit, 4, 4, 50, limit, 100, limit, 2);

                SessionTokenReplied reply = answer(
                        evaluator(guard.around(answers, Requests.AUTH_SERVICE, settings)),
                        Requests.at(NOW).event());

                assertThat(reply.timings().calls())
                        .singleElement()
                        .satisfies(call -> assertThat(call.reason()).isNull());
            }
        }

        @Test
        void tellsOfNoCallWhereTheBackendWasNotAsked() {
            SessionTokenReplied reply = answer(
                    evaluator(backend(() -> GOOD)),
                    Requests.at(NOW.plusSeconds(600)).event());

            assertThat(reply.timings().calls()).isEmpty();
        }

        private SessionTokenReplied replyTo(SsoOutcome outcome) {
            return answer(evaluator(backend(() -> outcome)), Requests.at(NOW).event());
        }
    }

    @Nested
    class AnAuthServiceThatFails {

        static Stream<BrokenBackend> backends() {
            return BrokenBackend.all();
        }

        /** Twice as many requests as there are permits, each of which would be lost. */
        @ParameterizedTest
        @MethodSource("backends")
        void costsNoPermit(BrokenBackend kind) {
            BrokenBackend backend = kind.withoutBreaker();
            try (BackendGuard guard = Guards.counting(new SimpleMeterRegistry())) {
                SsoBackend guarded = guard.around(backend, Requests.AUTH_SERVICE, guardProperties(backend));
                RequestEvaluator evaluator = evaluator(guarded, null, 4, Clock.systemUTC());

                for (int i = 0; i < 8; i++) {
                    SessionTokenReplied reply = answerNow(evaluator, backend.deadline());
                    assertThat(reply.reason().value())
                            .isEqualTo(backend.expected().isEmpty() ? "issued" : backend.expected());
                }

                assertThat(evaluator.inFlight()).isZero();
                backend.repair();
                assertThat(answerNow(evaluator, Duration.ofSeconds(10)).outcome())
                        .isEqualTo(Outcome.ISSUED);
            }
        }

        @ParameterizedTest
        @MethodSource("org.sessiontoken.broker.evaluation.RequestEvaluatorTest#unfitBackends")
        void isUnavailableAlsoWhereNoGuardStands(String reason, SsoBackend backend) {
            RequestEvaluator evaluator = evaluator(backend);

            SessionTokenReplied reply = answer(evaluator, Requests.at(NOW).event());

            assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
            assertThat(reply.reason().value()).isEqualTo(reason);
            assertThat(reply.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(evaluator.inFlight()).isZero();
            assertThat(log.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getKeyValuePairs().toString())
                            .contains("requestId=\"request-1\"", "authServiceId=\"Operator QR\"", "exception=\""));
        }

        /** The guards' timers run by the system's clock. */
        private static SessionTokenReplied answerNow(RequestEvaluator evaluator, Duration deadline) {
            Instant now = Instant.now();
            return evaluator
                    .answer(Requests.at(now).expiringAfter(deadline).event(), now, PARTITIONS)
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }

        private static GuardProperties guardProperties(BrokenBackend backend) {
            Duration wait = Duration.ofMillis(1);
            return new GuardProperties(2, backend.timeout(), 1, wait, 4, 4, 50, backend.timeout(), 100, wait, 2);
        }
    }

    @Nested
    class ABugOfTheBrokerItself {

        private final IllegalStateException bug = new IllegalStateException(CANARY);
        private final Clock broken = new Clock() {
            @Override
            public Instant instant() {
                throw bug;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };

        @Test
        void isReportedAsItIsWhereItIsThrown() {
            RequestEvaluator evaluator = evaluator(backend(() -> GOOD), null, 1, broken);

            assertThat(failureOf(evaluate(
                            evaluator, Requests.at(NOW).boundTo("request-2").event())))
                    .isSameAs(bug);
            assertThat(evaluator.inFlight()).isZero();
        }

        @Test
        void isReportedAsItIsWhereItHappensLater() {
            CompletableFuture<SsoOutcome> pending = new CompletableFuture<>();
            RequestEvaluator evaluator = evaluator(new Scripted(() -> pending), null, 1, broken);
            CompletableFuture<SessionTokenReplied> answer =
                    evaluate(evaluator, Requests.at(NOW).event());

            pending.complete(GOOD);

            assertThat(failureOf(answer)).isSameAs(bug);
            assertThat(evaluator.inFlight()).isZero();
        }

        /** What a callback sees that is attached to the very stage, as the intake attaches its own. */
        private static Throwable failureOf(CompletableFuture<SessionTokenReplied> answer) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            answer.whenComplete((reply, thrown) -> failure.complete(thrown));
            return failure.orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    static Stream<Arguments> unfitBackends() {
        return Stream.of(
                Arguments.of("auth-service-failed", new Scripted(() -> {
                    throw new NoClassDefFoundError(CANARY);
                })),
                Arguments.of("auth-service-failed", new Scripted(() -> null)),
                Arguments.of("auth-service-failed", new Scripted(() -> CompletableFuture.completedFuture(null))),
                Arguments.of(
                        "auth-service-failed",
                        new Scripted(() -> CompletableFuture.failedFuture(new IllegalStateException(CANARY)))),
                Arguments.of("auth-service-failed", backend(() -> new Unauthorised(null))),
                Arguments.of("auth-service-failed", backend(() -> new Unavailable(REASON, Duration.ofSeconds(-1)))),
                Arguments.of("auth-service-failed", backend(() -> new Authenticated(null))),
                Arguments.of("auth-service-failed", new Scripted(() -> CompletableFuture.completedFuture(GOOD)) {
                    @Override
                    public List<ParameterProperty> parameters() {
                        throw new NoClassDefFoundError(CANARY);
                    }
                }),
                Arguments.of("auth-service-failed", new Scripted(() -> CompletableFuture.completedFuture(GOOD)) {
                    @Override
                    public List<ParameterProperty> parameters() {
                        return null;
                    }
                }));
    }

    private static SessionTokenReplied answer(RequestEvaluator evaluator, RequestEvent event) {
        return evaluate(evaluator, event).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<SessionTokenReplied> evaluate(RequestEvaluator evaluator, RequestEvent event) {
        return evaluator.answer(event, NOW, PARTITIONS).toCompletableFuture();
    }

    private static RequestEvaluator evaluator(SsoBackend backend) {
        return evaluator(backend, null, 8);
    }

    private static RequestEvaluator evaluator(SsoBackend backend, Integer requestsPerSecond, int maxInFlight) {
        return evaluator(backend, requestsPerSecond, maxInFlight, CLOCK);
    }

    private static RequestEvaluator evaluator(
            SsoBackend backend, Integer requestsPerSecond, int maxInFlight, Clock clock) {
        return evaluator(
                AuthServiceFixture.authService(Requests.AUTH_SERVICE, backend, requestsPerSecond), maxInFlight, clock);
    }

    private static RequestEvaluator evaluator(AuthService service, int maxInFlight, Clock clock) {
        AuthServiceDirectory directory = AuthServiceFixture.directory(service);
        BrokerProperties properties =
                new BrokerProperties("broker-1", Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(60), maxInFlight);
        TokenIssuer issuer = new TokenIssuer(new NamedKey("issuing-1", "HS256", Secret.ofBytes(new byte[32])));
        return new RequestEvaluator(
                properties,
                Requests.envelope(),
                directory,
                FailureThrottles.alone(),
                new OutcomeReplies(issuer),
                clock);
    }

    private static Scripted backend(Supplier<SsoOutcome> outcome) {
        return new Scripted(() -> CompletableFuture.completedFuture(outcome.get()));
    }

    /** Takes one mandatory parameter, {@code Say}, and one that may be left out. */
    private static class Scripted implements SsoBackend {

        private final Supplier<CompletionStage<SsoOutcome>> answers;
        private SsoRequest lastRequest;

        Scripted(Supplier<CompletionStage<SsoOutcome>> answers) {
            this.answers = answers;
        }

        @Override
        public List<ParameterProperty> parameters() {
            return List.of(new ParameterProperty("Optional", false, false), new ParameterProperty("Say", true, false));
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
            lastRequest = request;
            return answers.get();
        }
    }
}
