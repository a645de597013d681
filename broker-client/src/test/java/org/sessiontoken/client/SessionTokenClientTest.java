package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.background.TaskStatus;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestId;

/** What the client promises, with Kafka's own mocks in place of a Kafka. */
@Timeout(60)
class SessionTokenClientTest {

    private static final TopicPartition REPLIES = new TopicPartition(Samples.REPLY_TOPIC, 0);
    private static final Clock CLOCK = Clock.fixed(Samples.NOON, ZoneOffset.UTC);

    private final MockConsumer<byte[], byte[]> consumer = consumer();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Samples.cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeAdmin admin = new FakeAdmin();
    private final AtomicInteger answered = new AtomicInteger();

    @Nested
    class ARequest {

        @Test
        void completesWithItsReply() {
            try (SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK)) {
                CompletableFuture<SessionTokenReply> reply = request(client);
                assertThat(client.inFlight()).isOne();

                answer(producer.history().get(0));

                assertThat(reply)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isInstanceOfSatisfying(
                                Issued.class,
                                issued -> assertThat(issued.token()).isEqualTo(Samples.TOKEN));
                assertThat(client.inFlight()).isZero();
            }
        }

        @Test
        void isSealedWithTheNewKeyOnceTheKeysAreReplacedAndRepliesToBothAreOpened() {
            NamedKey later = DevelopmentKeys.generate("billing-2", "A256GCMKW", 32);
            try (SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK)) {
                CompletableFuture<SessionTokenReply> before = request(client);
                client.replaceKeys(List.of(later, Samples.KEY));
                CompletableFuture<SessionTokenReply> after = request(client);

                assertThat(kidOf(producer.history().get(0))).isEqualTo("billing-1");
                assertThat(kidOf(producer.history().get(1))).isEqualTo("billing-2");
                answer(producer.history().get(0));
                answer(producer.history().get(1), later);
                assertThat(before).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Issued.class);
                assertThat(after).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Issued.class);
            }
        }

        @Test
        void keepsTheEarlierKeysWhereTheNewOnesAreRefused() {
            try (SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK)) {
                assertThatIllegalArgumentException().isThrownBy(() -> client.replaceKeys(List.of()));
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () -> client.replaceKeys(List.of(DevelopmentKeys.generate("signing", "HS256", 32))));

                request(client);
                assertThat(kidOf(producer.history().get(0))).isEqualTo("billing-1");
            }
        }

        @Test
        void isDeclinedIfTheClientItselfFailsToMakeIt() {
            Clock broken = new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    throw new NoClassDefFoundError("forgotten");
                }
            };
            try (CapturedLog log = new CapturedLog();
                    SessionTokenClient client = ready(Duration.ofSeconds(30), 1, broken)) {
                assertThat(request(client)).isCompletedWithValueMatching(reply -> isDeclined(reply, "client-failure"));
                assertThat(request(client))
                        .as("the permit of the first is released")
                        .isCompletedWithValueMatching(reply -> isDeclined(reply, "client-failure"));
                assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("NoClassDefFoundError"));
            }
        }

        @Test
        void isDeclinedIfTheClientHasNoReplyPositionYet() {
            admin.hasNoTopic(Samples.REPLY_TOPIC);
            try (SessionTokenClient client = started(Duration.ofSeconds(30), 8, CLOCK)) {
                await().untilAsserted(() -> assertThat(request(client))
                        .isCompletedWithValueMatching(reply -> isDeclined(reply, "topic-unavailable")));
            }
        }
    }

    @Nested
    class Availabilities {

        @Test
        void showThatTheClientMayNotReadTheReplyTopic() {
            consumer.setPollException(new TopicAuthorizationException("no READ"));
            try (SessionTokenClient client = started(Duration.ofSeconds(30), 8, CLOCK)) {
                await().until(() -> client.availability() == Availability.NOT_AUTHORISED);
            }
        }

        @Test
        void showThatNoBrokerIsThere() {
            try (SessionTokenClient client = started(Duration.ofSeconds(30), 8, CLOCK)) {
                admin.answersWithMembers(0);

                await().until(() -> client.availability() == Availability.NO_BROKER);
            }
        }

        @Test
        void areReadyOnlyOnceTheReplyPositionIsFixed() {
            admin.hasNoTopic(Samples.REPLY_TOPIC);
            try (SessionTokenClient client = started(Duration.ofSeconds(30), 8, CLOCK)) {
                await().until(() -> client.availability() == Availability.TOPIC_UNAVAILABLE);

                admin.hasTopic(Samples.REPLY_TOPIC, Samples.observed(1));

                await().until(() -> client.availability() == Availability.READY);
            }
        }

        @Test
        void showThatATopicWasDeletedAndRequestsAreDeclinedUntilItIsBack() {
            try (SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK)) {
                admin.hasNoTopic(Samples.REPLY_TOPIC);
                await().until(() -> client.availability() == Availability.TOPIC_UNAVAILABLE);
                await().untilAsserted(() -> assertThat(request(client))
                        .isCompletedWithValueMatching(reply -> isDeclined(reply, "topic-unavailable")));
            }
        }

        @Test
        void comeFromTasksThatMetricsCanShow() {
            try (SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK)) {
                assertThat(client.backgroundTasks())
                        .extracting(TaskStatus::name)
                        .containsExactly(
                                "session-token-client-billing-replies", "session-token-client-billing-monitor");
            }
        }
    }

    @Nested
    class Closing {

        /** Each request is completed, and none throws, whatever of the client is closed already. */
        @Test
        void completesEveryRequestOfManyThreads() throws InterruptedException {
            for (int round = 0; round < 20; round++) {
                SessionTokenClientTest each = new SessionTokenClientTest();
                each.closesWhileThreadsAsk(each.ready(Duration.ofMillis(20), 64, CLOCK));
            }
        }

        @Test
        void declinesRequestsAfterwards() {
            SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK);
            client.close();

            assertThat(request(client)).isCompletedWithValueMatching(reply -> isDeclined(reply, "client-closing"));
            assertThat(client.availability()).isEqualTo(Availability.CLOSING);
            assertThat(client.inFlight()).isZero();
        }

        @Test
        void closesTheReaderAlthoughTheProducerFailsToClose() {
            SessionTokenClient client = ready(Duration.ofSeconds(30), 8, CLOCK);
            producer.closeException = new KafkaException("fails");

            assertThatExceptionOfType(KafkaException.class).isThrownBy(client::close);

            assertThat(consumer.closed()).isTrue();
            assertThat(admin.closed()).isPositive();
        }
    }

    @Nested
    class Starting {

        @Test
        void isRefusedWithAPropertyThatKafkaDoesNotAccept() {
            ClientSettings wrong = ClientSettings.of(
                    Samples.REQUESTOR,
                    List.of(Samples.KEY),
                    Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "NONSENSE"));

            assertThatExceptionOfType(KafkaException.class)
                    .isThrownBy(() -> SessionTokenClient.start(wrong, CLOCK))
                    .withMessageContaining("security.protocol");
        }
    }

    private void closesWhileThreadsAsk(SessionTokenClient client) throws InterruptedException {
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        Queue<CompletableFuture<SessionTokenReply>> replies = new ConcurrentLinkedQueue<>();
        CountDownLatch asking = new CountDownLatch(8);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                asking.countDown();
                while (!stop.get()) {
                    try {
                        CompletableFuture<SessionTokenReply> reply = request(client);
                        if (!reply.isDone()) {
                            replies.add(reply);
                        }
                    } catch (Throwable failure) {
                        thrown.add(failure);
                        return;
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        asking.await();

        client.close();
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(thrown).isEmpty();
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply).isCompletedWithValueMatching(Declined.class::isInstance));
        assertThat(client.inFlight()).isZero();
    }

    private SessionTokenClient started(Duration deadline, int maxInFlight, Clock clock) {
        admin.answersWithMembers(1);
        SessionTokenClient client = new SessionTokenClient(
                Samples.settings(deadline, maxInFlight),
                clock,
                new KafkaClients(() -> consumer, Samples::noConsumer, () -> producer, admin),
                ObservationRegistry.NOOP);
        client.start();
        return client;
    }

    private SessionTokenClient ready(Duration deadline, int maxInFlight, Clock clock) {
        SessionTokenClient client = started(deadline, maxInFlight, clock);
        await().until(() -> client.availability() == Availability.READY);
        return client;
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(Samples.REPLY_TOPIC, List.of(Samples.partition(Samples.REPLY_TOPIC, 0)));
        consumer.updateBeginningOffsets(Map.of(REPLIES, 0L));
        consumer.updateEndOffsets(Map.of(REPLIES, 0L));
        return consumer;
    }

    /** Answers a request as the broker does. */
    private void answer(ProducerRecord<byte[], byte[]> written) {
        answer(written, Samples.KEY);
    }

    private void answer(ProducerRecord<byte[], byte[]> written, NamedKey key) {
        RequestId requestId = requested(written).requestId();
        ConsumerRecord<byte[], byte[]> reply = Samples.record(
                CorrelationKey.of(requestId),
                Samples.replied(
                        requestId,
                        Outcome.ISSUED,
                        Envelope.seal(
                                Samples.TOKEN,
                                Purpose.SESSION_TOKEN,
                                Binding.toRequest(requestId, Samples.TENANT, Samples.SERVICE),
                                new SealingKey(Samples.REQUESTOR, key))));
        ConsumerRecord<byte[], byte[]> behind =
                Samples.record(answered.getAndIncrement(), reply.key(), reply.value(), reply.headers());
        consumer.schedulePollTask(() -> consumer.addRecord(behind));
    }

    private static SessionTokenRequested requested(ProducerRecord<byte[], byte[]> written) {
        return RequestCodec.read(Samples.record(0, written.key(), written.value(), written.headers()))
                .request();
    }

    private static String kidOf(ProducerRecord<byte[], byte[]> written) {
        String header = requested(written).credentials().compact().split("\\.")[0];
        return String.valueOf(JoseJson.reader()
                .deserialize(Base64Url.decode(header).orElseThrow())
                .get("kid"));
    }

    private static CompletableFuture<SessionTokenReply> request(SessionTokenClient client) {
        return client.request(Samples.request()).toCompletableFuture();
    }

    private static boolean isDeclined(SessionTokenReply reply, String reason) {
        return reply instanceof Declined declined && declined.reason().value().equals(reason);
    }
}
