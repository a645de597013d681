package org.sessiontoken.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.BackendCall;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.BreakerChanged;
import org.sessiontoken.event.BreakerState;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;

class BackendGuardTest {

    static final Key KEY = new Key(new TenantId("demo"), new AuthServiceId("remote"));
    private static final ReasonCode REASON = new ReasonCode("scripted");
    private static final SsoOutcome GOOD = new Authenticated(new AccountId("a"));
    private static final SsoOutcome OF_ONE = Unavailable.ofThisRequest(REASON, Duration.ofSeconds(3));
    private static final SsoOutcome DOWN = new Unavailable(REASON, Duration.ofSeconds(3));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ProducerRecord<byte[], byte[]>> events = new CopyOnWriteArrayList<>();
    private final BackendGuard guard = Guards.publishing(meters, events::add);
    private final AtomicInteger calls = new AtomicInteger();

    /** The first event of a JVM loads all classes for JSON, which may take longer than the breakers here stay open. */
    @BeforeAll
    static void loadClassesForEvents() {
        BreakerChangeCodec.write(new BreakerChanged(
                KEY.tenantId(), KEY.authServiceId(), BreakerState.CLOSED, BreakerState.OPEN, Instant.EPOCH, "test"));
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Nested
    class TheCircuitBreaker {

        @Test
        void opensAfterOutagesAnswersAtOnceHalfOpensAndCloses() {
            AtomicInteger up = new AtomicInteger();
            SsoBackend guarded = guarded(false, settings(Duration.ofSeconds(5), 1), () -> up.get() == 1 ? GOOD : DOWN);

            askTimes(guarded, 4);
            SsoOutcome whileOpen = ask(guarded);

            assertThat(whileOpen).isInstanceOfSatisfying(Unavailable.class, outcome -> {
                assertThat(outcome.reason().value()).isEqualTo("breaker-open");
                assertThat(outcome.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
            });
            assertThat(calls).hasValue(4);

            up.set(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> ask(guarded).equals(GOOD));
            askTimes(guarded, 2);
            assertThat(states()).containsExactly("closed>open", "open>half-open", "half-open>closed");
            assertThat(meters.get("ags.broker.breaker.state").gauge().value()).isZero();
        }

        @Test
        void isNotPutAroundABackendThatLimitsItself() {
            SsoBackend oftenUnableToAnswer = new ScriptedBackend(
                    false, true, () -> CompletableFuture.completedFuture(calls.incrementAndGet() > 50 ? GOOD : DOWN));
            SsoBackend guarded = guard.around(oftenUnableToAnswer, KEY, settings(Duration.ofSeconds(5), 1));

            askTimes(guarded, 50);

            assertThat(ask(guarded)).isEqualTo(GOOD);
            assertThat(events).isEmpty();
        }

        @Test
        void doesNotTakeARefusalForAFailure() {
            SsoBackend guarded = guarded(
                    false,
                    settings(Duration.ofSeconds(5), 1),
                    () -> calls.get() % 2 == 0 ? new Unauthorised(REASON) : new Forbidden(REASON));

            askTimes(guarded, 50);

            assertThat(ask(guarded)).isNotInstanceOf(Unavailable.class);
            assertThat(events).isEmpty();
        }

        @Test
        void doesNotCountWhatConcernsOneRequest() {
            SsoBackend guarded =
                    guarded(false, settings(Duration.ofSeconds(5), 1), () -> calls.get() <= 50 ? OF_ONE : GOOD);

            askTimes(guarded, 50);

            assertThat(ask(guarded)).isEqualTo(GOOD);
            assertThat(events).isEmpty();
        }

        /** Three of four would be enough failures, had the others counted as successes. */
        @Test
        void opensAlsoBetweenRequestsThatDoNotCount() {
            SsoBackend guarded =
                    guarded(false, settings(Duration.ofSeconds(5), 1), () -> calls.get() % 10 == 0 ? DOWN : OF_ONE);

            askTimes(guarded, 40);

            assertThat(states()).containsExactly("closed>open");
        }

        /** Many logins wait on purpose before they answer a wrong password. */
        @Test
        void isNotOpenedBySlowRefusals() {
            SsoBackend guarded = slow(new Unauthorised(REASON));

            askTimes(guarded, 8);

            assertThat(events).isEmpty();
        }

        @Test
        void isOpenedBySlowAnswersToGenuineRequests() {
            SsoBackend guarded = slow(GOOD);

            askTimes(guarded, 4);

            assertThat(states()).containsExactly("closed>open");
        }

        @Test
        void takesABugForAFailureAndItsMessageGoesNowhere() {
            SsoBackend guarded = guarded(false, settings(Duration.ofSeconds(5), 1), () -> {
                throw new IllegalStateException("canary");
            });

            assertThat(ask(guarded))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            outcome -> assertThat(outcome.reason().value()).isEqualTo("backend-failed"));
            askTimes(guarded, 3);

            assertThat(states()).containsExactly("closed>open");
        }

        @Test
        void isNotOpenedByRequestsWithADeadlineThatIsTooSoon() {
            SsoBackend guarded = hanging(settings(Duration.ofSeconds(30), 1));

            for (int i = 0; i < 10; i++) {
                SsoOutcome outcome = guarded.authenticate(request(Duration.ofMillis(20)))
                        .toCompletableFuture()
                        .join();
                assertThat(((Unavailable) outcome).reason().value()).isEqualTo("deadline-too-soon");
            }

            assertThat(events).isEmpty();
        }
    }

    @Nested
    class TheHalfOpenCircuitBreaker {

        @Test
        void hasThePermissionBackOfATrialCallThatConcernsOneRequest() {
            AtomicReference<SsoOutcome> answer = new AtomicReference<>(DOWN);
            SsoBackend guarded = guarded(false, settings(Duration.ofSeconds(30), 1), answer::get);
            askTimes(guarded, 4);
            answer.set(OF_ONE);
            await().atMost(Duration.ofSeconds(20)).until(() -> ask(guarded).equals(OF_ONE));
            askTimes(guarded, 3);

            answer.set(GOOD);
            askTimes(guarded, 2);

            assertThat(states()).containsExactly("closed>open", "open>half-open", "half-open>closed");
        }

        /** Two trial calls are permitted; each of these three would keep the permission of one. */
        @Test
        void hasThePermissionBackOfATrialCallThatTheDeadlineCutShort() {
            CompletableFuture<SsoOutcome> never = new CompletableFuture<>();
            AtomicReference<CompletableFuture<SsoOutcome>> answer =
                    new AtomicReference<>(CompletableFuture.completedFuture(DOWN));
            SsoBackend guarded = guard.around(backend(false, answer::get), KEY, settings(Duration.ofSeconds(30), 1));
            askTimes(guarded, 4);
            answer.set(never);

            for (int i = 0; i < 3; i++) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> reason(guarded.authenticate(request(Duration.ofMillis(5)))
                                        .toCompletableFuture()
                                        .join())
                                .equals("deadline-too-soon"));
            }

            answer.set(CompletableFuture.completedFuture(GOOD));
            assertThat(ask(guarded)).isEqualTo(GOOD);
            assertThat(ask(guarded)).isEqualTo(GOOD);
            assertThat(states()).containsExactly("closed>open", "open>half-open", "half-open>closed");
        }

        private static String reason(SsoOutcome outcome) {
            return ((Unavailable) outcome).reason().value();
        }
    }

    @Nested
    class Closing {

        @Test
        void removesTheMetersAlsoWhenTheBackendFailsToClose() {
            SsoBackend guarded = guard.around(new FailsToClose(), KEY, settings(Duration.ofSeconds(5), 3));
            assertThat(meters.getMeters()).isNotEmpty();

            assertThatCode(guarded::close).doesNotThrowAnyException();
            assertThatCode(guarded::close).doesNotThrowAnyException();

            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Nested
    class TheTimeLimiter {

        @Test
        void endsTheWaitAndCountsAsAnOutage() {
            SsoBackend guarded = hanging(settings(Duration.ofMillis(50), 1));

            assertThat(ask(guarded))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            outcome -> assertThat(outcome.reason().value()).isEqualTo("backend-timed-out"));
            askTimes(guarded, 3);

            assertThat(states()).containsExactly("closed>open");
        }
    }

    @Nested
    class TheBulkhead {

        @Test
        void answersAtOnceWhenItIsFullAndHasRoomAgainLater() {
            CompletableFuture<SsoOutcome> answer = new CompletableFuture<>();
            SsoBackend guarded = guard.around(backend(false, () -> answer), KEY, settings(Duration.ofSeconds(30), 1));
            CompletableFuture<SsoOutcome> first =
                    guarded.authenticate(request(Duration.ofSeconds(60))).toCompletableFuture();
            CompletableFuture<SsoOutcome> second =
                    guarded.authenticate(request(Duration.ofSeconds(60))).toCompletableFuture();

            assertThat(ask(guarded))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            outcome -> assertThat(outcome.reason().value()).isEqualTo("auth-service-too-busy"));

            answer.complete(GOOD);
            assertThat(first).isCompletedWithValue(GOOD);
            assertThat(second).isCompletedWithValue(GOOD);
            assertThat(ask(guarded)).isEqualTo(GOOD);
        }
    }

    @Nested
    class TheRetry {

        @Test
        void asksAgainAfterAnOutageWhereRepeatingIsSafe() {
            SsoBackend guarded = guarded(true, settings(Duration.ofSeconds(5), 3), () -> calls.get() < 3 ? DOWN : GOOD);

            assertThat(ask(guarded)).isEqualTo(GOOD);
            assertThat(calls).hasValue(3);
            assertThat(meters.get("ags.broker.retries")
                            .tags("tenant.id", "demo", "auth.service.id", "remote")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }

        @Test
        void asksOnceWhereRepeatingIsNotSafe() {
            SsoBackend guarded = guarded(false, settings(Duration.ofSeconds(5), 3), () -> DOWN);

            assertThat(ask(guarded)).isEqualTo(DOWN);
            assertThat(calls).hasValue(1);
        }

        @Test
        void doesNotAskAgainAfterARefusal() {
            SsoBackend guarded = guarded(true, settings(Duration.ofSeconds(5), 3), () -> new Unauthorised(REASON));

            ask(guarded);

            assertThat(calls).hasValue(1);
        }

        @Test
        void doesNotAskAgainAboutWhatConcernsOneRequest() {
            SsoBackend guarded = guarded(true, settings(Duration.ofSeconds(5), 3), () -> OF_ONE);

            assertThat(ask(guarded)).isEqualTo(OF_ONE);
            assertThat(calls).hasValue(1);
        }

        /** The fourth call opens the breaker; the retry after it finds it open, and is the last. */
        @Test
        void doesNotAskAgainWhileTheBreakerIsOpen() {
            SsoBackend guarded = guarded(true, settings(Duration.ofSeconds(5), 3), () -> DOWN);

            askTimes(guarded, 2);

            assertThat(calls).hasValue(4);
            assertThat(meters.get("ags.broker.retries").counter().count()).isEqualTo(3);
        }

        @Test
        void stopsWhenThereIsNoTimeLeft() {
            GuardProperties patient = new GuardProperties(
                    2,
                    Duration.ofSeconds(10),
                    10,
                    Duration.ofSeconds(10),
                    4,
                    4,
                    50,
                    Duration.ofSeconds(5),
                    100,
                    Duration.ofSeconds(1),
                    2);
            SsoBackend guarded = guarded(true, patient, () -> DOWN);

            assertThat(guarded.authenticate(request(Duration.ofSeconds(2))).toCompletableFuture())
                    .isCompletedWithValue(DOWN);
            assertThat(calls).hasValue(1);
        }
    }

    private static final class FailsToClose implements SsoBackend {

        @Override
        public List<ParameterProperty> parameters() {
            return List.of();
        }

        @Override
        public CompletableFuture<SsoOutcome> authenticate(SsoRequest request) {
            return CompletableFuture.completedFuture(GOOD);
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public void close() {
            throw new NoClassDefFoundError("canary");
        }
    }

    @Nested
    class TheCalls {

        @Test
        void areNotedEachWithItsReason() {
            GuardedBackend guarded =
                    guarded(true, settings(Duration.ofSeconds(5), 3), () -> calls.get() < 3 ? DOWN : GOOD);

            List<BackendCall> noted = callsOf(guarded);

            assertThat(noted).extracting(BackendCall::reason).containsExactly(REASON, REASON, null);
            assertThat(noted).isSortedAccordingTo(Comparator.comparing(BackendCall::startedAfter));
        }

        @Test
        void areNotedWithTheTimeThatTheyTook() {
            CompletableFuture<SsoOutcome> answer = new CompletableFuture<>();
            GuardedBackend guarded =
                    guard.around(backend(false, () -> answer), KEY, settings(Duration.ofSeconds(30), 1));
            BackendCalls noted = new BackendCalls();
            CompletionStage<SsoOutcome> reply = guarded.authenticate(request(Duration.ofSeconds(60)), noted);
            assertThat(noted.ended()).isEmpty();

            long before = System.nanoTime();
            while (System.nanoTime() - before < 2_000_000) {
                Thread.onSpinWait();
            }
            answer.complete(GOOD);

            assertThat(reply.toCompletableFuture()).isCompleted();
            assertThat(noted.ended())
                    .singleElement()
                    .satisfies(call -> assertThat(call.took()).isGreaterThanOrEqualTo(Duration.ofMillis(2)));
        }

        @Test
        void areNotedAlsoWhenNobodyWaitedForTheirEnd() {
            GuardedBackend guarded = hanging(settings(Duration.ofMillis(20), 1));

            assertThat(callsOf(guarded))
                    .singleElement()
                    .satisfies(call -> assertThat(call.reason()).isEqualTo(GuardReason.BACKEND_TIMED_OUT.code()));
        }

        @Test
        void areNoneWhileTheBreakerIsOpen() {
            GuardedBackend guarded = guarded(false, settings(Duration.ofSeconds(5), 1), () -> DOWN);
            askTimes(guarded, 4);

            assertThat(callsOf(guarded)).isEmpty();
        }

        private static List<BackendCall> callsOf(GuardedBackend guarded) {
            BackendCalls noted = new BackendCalls();
            guarded.authenticate(request(Duration.ofSeconds(60)), noted)
                    .toCompletableFuture()
                    .join();
            return noted.ended();
        }
    }

    /** Two failures of the last four calls open the breaker for a second; then two trial calls are permitted. */
    private static GuardProperties settings(Duration timeLimit, int attempts) {
        return new GuardProperties(
                2, timeLimit, attempts, Duration.ofMillis(1), 4, 4, 50, timeLimit, 100, Duration.ofSeconds(1), 2);
    }

    private GuardedBackend guarded(boolean repeatable, GuardProperties settings, Supplier<SsoOutcome> answers) {
        return guard.around(backend(repeatable, () -> CompletableFuture.completedFuture(answers.get())), KEY, settings);
    }

    /** A backend that takes longer than what counts as slow. */
    private SsoBackend slow(SsoOutcome outcome) {
        GuardProperties hasty = new GuardProperties(
                2,
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(1),
                4,
                4,
                50,
                Duration.ofMillis(1),
                100,
                Duration.ofSeconds(30),
                2);
        return guarded(false, hasty, () -> {
            long end = System.nanoTime() + Duration.ofMillis(2).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return outcome;
        });
    }

    private GuardedBackend hanging(GuardProperties settings) {
        return guard.around(backend(false, CompletableFuture::new), KEY, settings);
    }

    private SsoBackend backend(boolean repeatable, Supplier<CompletableFuture<SsoOutcome>> answers) {
        return new ScriptedBackend(repeatable, false, () -> {
            calls.incrementAndGet();
            return answers.get();
        });
    }

    private static void askTimes(SsoBackend guarded, int times) {
        for (int i = 0; i < times; i++) {
            ask(guarded);
        }
    }

    private static SsoOutcome ask(SsoBackend guarded) {
        return guarded.authenticate(request(Duration.ofSeconds(60)))
                .toCompletableFuture()
                .join();
    }

    static SsoRequest request(Duration deadline) {
        Instant now = Instant.now();
        return new SsoRequest(
                new RequestId("request-1"),
                new CorrelationId("flow"),
                KEY.tenantId(),
                KEY.authServiceId(),
                new Parameters(List.of()),
                now,
                now.plus(deadline));
    }

    private List<String> states() {
        return events.stream()
                .map(event -> BreakerChangeCodec.read(consumed(event)))
                .map(change -> change.from().code() + ">" + change.to().code())
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
