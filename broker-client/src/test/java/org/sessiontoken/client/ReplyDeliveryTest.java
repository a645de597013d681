package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.background.Timers;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;

class ReplyDeliveryTest {

    private static final RequestId ANOTHER = new RequestId("request-0002");
    private static final CorrelationKey KEY = CorrelationKey.of(Samples.REQUEST);

    private final Timers timers = new Timers("deadlines");
    private final ReplyTable table = new ReplyTable(8, Duration.ofMinutes(1), timers);
    private final ReplyDelivery delivery =
            new ReplyDelivery(table, (sent, attempt) -> {}, new RequestObservations(ObservationRegistry.NOOP));
    private final CompletableFuture<SessionTokenReply> reply = table.register(Samples.REQUEST, Samples.replies())
            .orElseThrow()
            .reply()
            .toCompletableFuture();

    @AfterEach
    void stop() {
        timers.shutdownNow();
    }

    @Test
    void completesTheRequestWithItsToken() {
        delivery.deliver(Samples.record(KEY, Samples.issued(Samples.REQUEST)));

        assertThat(reply)
                .isCompletedWithValue(new Issued(Samples.REQUEST, Samples.TOKEN, Samples.NOON.plusSeconds(300)));
    }

    @ParameterizedTest
    @EnumSource(names = "ISSUED", mode = EnumSource.Mode.EXCLUDE)
    void completesTheRequestWithItsOutcome(Outcome outcome) {
        delivery.deliver(Samples.record(KEY, Samples.replied(Samples.REQUEST, outcome, null)));

        assertThat(reply)
                .isCompletedWithValue(new Declined(
                        Samples.REQUEST,
                        outcome,
                        new ReasonCode("some-reason"),
                        outcome == Outcome.INVALID ? Optional.of("name a parameter") : Optional.empty(),
                        outcome.invitesRetry() ? Optional.of(Duration.ofSeconds(7)) : Optional.empty()));
    }

    @Nested
    class Skips {

        @Test
        void theReplyOfAnotherClientWithoutReadingItsValue() {
            ConsumerRecord<byte[], byte[]> foreign =
                    Samples.record(CorrelationKey.of(ANOTHER), Samples.replied(ANOTHER, Outcome.FORBIDDEN, null));

            delivery.deliver(Samples.record(0, foreign.key(), "{".getBytes(StandardCharsets.UTF_8), foreign.headers()));

            assertThat(reply).isNotDone();
        }

        @Test
        void aRecordWithoutACorrelationKey() {
            delivery.deliver(Samples.record(0, null, null, new RecordHeaders()));

            assertThat(reply).isNotDone();
        }

        @Test
        void aSecondReply() {
            delivery.deliver(Samples.record(KEY, Samples.replied(Samples.REQUEST, Outcome.FORBIDDEN, null)));
            delivery.deliver(Samples.record(KEY, Samples.issued(Samples.REQUEST)));

            assertThat(reply).isCompletedWithValueMatching(Declined.class::isInstance);
        }
    }

    @Nested
    class Declines {

        @Test
        void aReplyThatIsUnreadable() {
            ConsumerRecord<byte[], byte[]> good = Samples.record(KEY, Samples.issued(Samples.REQUEST));

            delivery.deliver(Samples.record(0, good.key(), "{".getBytes(StandardCharsets.UTF_8), good.headers()));

            assertUnreadable();
        }

        @Test
        void aReplyToAnotherRequestUnderTheKeyOfThisOne() {
            delivery.deliver(Samples.record(KEY, Samples.replied(ANOTHER, Outcome.FORBIDDEN, null)));

            assertUnreadable();
        }

        @Test
        void aTokenThatIsSealedForAnotherRequest() {
            delivery.deliver(Samples.record(KEY, Samples.issued(ANOTHER)));

            assertUnreadable();
        }

        @Test
        void aReplyThatFailsToBeRead() {
            // Kafka's records are lazy: what reads them may fail in any way.
            ConsumerRecord<byte[], byte[]> good = Samples.record(KEY, Samples.issued(Samples.REQUEST));
            ConsumerRecord<byte[], byte[]> failing =
                    new ConsumerRecord<>(good.topic(), 0, 0, good.key(), good.value()) {
                        @Override
                        public org.apache.kafka.common.header.Headers headers() {
                            return good.headers();
                        }

                        @Override
                        public byte[] value() {
                            throw new NoClassDefFoundError("forgotten");
                        }
                    };
            try (CapturedLog log = new CapturedLog()) {
                delivery.deliver(failing);

                assertUnreadable();
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .contains("NoClassDefFoundError", Samples.REQUEST.value())
                        .doesNotContain("forgotten");
            }
        }

        private void assertUnreadable() {
            assertThat(reply)
                    .isCompletedWithValue(DeclinedReplies.unavailable(Samples.REQUEST, ClientReason.UNREADABLE_REPLY));
        }
    }
}
