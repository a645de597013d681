package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.background.Timers;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.RequestId;

@Timeout(30)
class ReplyTableTest {

    private static final SessionTokenReply REPLY =
            DeclinedReplies.unavailable(Samples.REQUEST, ClientReason.KAFKA_UNREACHABLE);
    private static final SessionTokenReply OTHER =
            DeclinedReplies.unavailable(Samples.REQUEST, ClientReason.UNREADABLE_REPLY);

    private static final ReplyKind<SessionTokenReply> KIND = Samples.replies();

    private final Timers timers = new Timers("deadlines");
    private final ReplyTable table = new ReplyTable(3, Duration.ofMinutes(1), timers);

    @AfterEach
    void stop() {
        timers.shutdownNow();
    }

    @Test
    void findsARequestByItsCorrelationKeyAlone() {
        ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");
        register("request-0002");

        assertThat(table.find(CorrelationKey.of(new RequestId("request-0001")))).containsSame(entry);
        assertThat(table.find(CorrelationKey.of(new RequestId("request-0003")))).isEmpty();
    }

    @Test
    void completesARequestWithTheFirstOfSeveralReplies() {
        ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");

        entry.complete(REPLY);
        entry.complete(OTHER);

        assertThat(future(entry)).isCompletedWithValue(REPLY);
        assertThat(table.size()).isZero();
    }

    @Test
    void releasesOnePermitForARequestThatGetsSeveralReplies() {
        ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");
        entry.complete(REPLY);
        entry.complete(OTHER);

        IntStream.range(0, 3).forEach(i -> register("request-000" + (i + 2)));

        assertThat(table.register(new RequestId("request-0009"), KIND)).isEmpty();
    }

    @Test
    void findsNoRequestForALateReply() {
        ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");
        entry.complete(REPLY);

        assertThat(table.find(entry.correlationKey())).isEmpty();
    }

    @Test
    void cancelsTheDeadlineOfACompletedRequest() {
        register("request-0001").complete(REPLY);

        assertThat(timers.getQueue()).isEmpty();
    }

    @Test
    void declinesARequestAsExpiredAtItsDeadline() {
        ReplyTable hasty = new ReplyTable(1, Duration.ofMillis(10), timers);
        ReplyTable.Entry<SessionTokenReply> entry =
                hasty.register(Samples.REQUEST, KIND).orElseThrow();

        assertThat(future(entry))
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(DeclinedReplies.noReply(Samples.REQUEST));
        assertThat(hasty.size()).isZero();
    }

    @Test
    void hasRoomAgainBeforeTheRequestorLearnsOfTheReply() {
        AtomicInteger room = new AtomicInteger();
        ReplyTable single = new ReplyTable(1, Duration.ofMinutes(1), timers);
        ReplyTable.Entry<SessionTokenReply> entry =
                single.register(Samples.REQUEST, KIND).orElseThrow();
        entry.reply()
                .thenAccept(reply -> room.set(
                        single.register(new RequestId("request-0002"), KIND).isPresent() ? 1 : 0));

        entry.complete(REPLY);

        assertThat(room).hasValue(1);
    }

    @Test
    void isNotDisturbedByADependentStageThatThrows() {
        ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");
        entry.reply().thenAccept(reply -> {
            throw new AssertionError("the requestor's own bug");
        });

        entry.complete(REPLY);

        assertThat(future(entry)).isCompletedWithValue(REPLY);
        assertThat(table.size()).isZero();
    }

    @Nested
    class Draining {

        @Test
        void waitsForTheRequestsInFlight() throws InterruptedException {
            ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");
            CountDownLatch drained = new CountDownLatch(1);
            Thread draining = new Thread(() -> {
                table.drain();
                drained.countDown();
            });
            draining.start();
            await().until(() -> draining.getState() == Thread.State.TIMED_WAITING);
            assertThat(drained.getCount()).isOne();
            assertThat(future(entry)).isNotDone();

            entry.complete(REPLY);

            drained.await();
            assertThat(future(entry)).isCompletedWithValue(REPLY);
        }

        @Test
        void letsNoRequestInAfterwards() {
            table.drain();

            assertThat(table.register(Samples.REQUEST, KIND)).isEmpty();
            assertThat(table.size()).isZero();
        }

        @Test
        void returnsAtOnceTheSecondTime() {
            table.drain();
            table.drain();
        }

        @Test
        void declinesWhatIsLeftWhenItIsInterrupted() {
            ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");
            Thread.currentThread().interrupt();

            table.drain();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(future(entry))
                    .isCompletedWithValue(
                            DeclinedReplies.unavailable(new RequestId("request-0001"), ClientReason.CLIENT_CLOSING));
        }

        @Test
        void declinesARequestThatIsRegisteredAfterTheTimersAreGone() {
            timers.shutdownNow();

            ReplyTable.Entry<SessionTokenReply> entry = register("request-0001");

            assertThat(future(entry))
                    .isCompletedWithValueMatching(reply -> reply instanceof SessionTokenReply.Declined declined
                            && declined.outcome() == Outcome.UNAVAILABLE);
            assertThat(table.size()).isZero();
        }
    }

    @Test
    void losesNoPermitWhenReplyAndDeadlineMeet() {
        ReplyTable hasty = new ReplyTable(8, Duration.ofNanos(1), timers);
        for (int round = 0; round < 500; round++) {
            List<CompletableFuture<SessionTokenReply>> replies = IntStream.range(0, 8)
                    .mapToObj(i -> hasty.register(new RequestId("request-0000" + i), KIND))
                    .flatMap(Optional::stream)
                    .map(entry -> {
                        entry.complete(REPLY);
                        return future(entry);
                    })
                    .toList();
            assertThat(replies).hasSize(8);
            // A permit is released before its reply is told, so that the next round finds all of them.
            replies.forEach(CompletableFuture::join);
        }
    }

    private ReplyTable.Entry<SessionTokenReply> register(String requestId) {
        return table.register(new RequestId(requestId), KIND).orElseThrow();
    }

    private static CompletableFuture<SessionTokenReply> future(ReplyTable.Entry<SessionTokenReply> entry) {
        return entry.reply().toCompletableFuture();
    }
}
