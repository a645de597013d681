package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.value.RequestId;

/** Instance "one" owns partition 0 and says nothing; instance "two" owns partition 1. Kafka is its own mocks. */
@Timeout(60)
class SilentInstanceTest {

    private static final TopicPartition REPLIES = new TopicPartition(Samples.REPLY_TOPIC, 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Samples.cluster(2), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeAdmin admin = new FakeAdmin();
    private final AtomicLong offset = new AtomicLong();
    private final SessionTokenClient client = new SessionTokenClient(
            Samples.settings(Duration.ofSeconds(30), 64, ClientSettings.MIN_HEDGE_AFTER),
            Clock.systemUTC(),
            new KafkaClients(() -> consumer, Samples::noConsumer, () -> producer, admin),
            ObservationRegistry.NOOP);

    @BeforeEach
    void isReady() {
        consumer.updatePartitions(Samples.REPLY_TOPIC, List.of(Samples.partition(Samples.REPLY_TOPIC, 0)));
        consumer.updateBeginningOffsets(Map.of(REPLIES, 0L));
        consumer.updateEndOffsets(Map.of(REPLIES, 0L));
        admin.answersWithOwners(List.of("one", "two"));
        client.start();
        await().until(() -> client.availability() == Availability.READY);
    }

    @AfterEach
    void close() {
        producer.history().forEach(this::answer);
        client.close();
    }

    @Test
    void losesItsRequestsToTheOtherWhoseReplyCounts() {
        Asked asked = requestOnPartition0(true);

        ProducerRecord<byte[], byte[]> second = awaitSecond(asked);

        assertThat(second.partition()).isOne();
        assertThat(second.key()).isEqualTo(asked.sent().key());
        assertThat(second.headers()).isEqualTo(asked.sent().headers());
        assertThat(read(second))
                .usingRecursiveComparison()
                .ignoringFields("request.attempt")
                .isEqualTo(read(asked.sent()));
        assertThat(asked.reply()).isNotDone();

        answer(second);

        assertThat(asked.reply()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(client.silentInstances()).isOne();
        assertThat(client.repeatedRequests()).isPositive();
    }

    @Test
    void keepsARequestThatMayNotBeRepeated() {
        Asked once = requestOnPartition0(false);
        Asked twice = requestOnPartition0(true);

        answer(awaitSecond(twice));

        assertThat(twice.reply()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(once.reply()).isNotDone();
        assertThat(secondSendings(once)).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> awaitSecond(Asked asked) {
        return await().until(() -> secondSendings(asked), sendings -> !sendings.isEmpty())
                .get(0);
    }

    private List<ProducerRecord<byte[], byte[]>> secondSendings(Asked asked) {
        RequestId requestId = read(asked.sent()).request().requestId();
        return producer.history().stream()
                .filter(record -> attempt(record) == 2)
                .filter(record -> read(record).request().requestId().equals(requestId))
                .toList();
    }

    /** Those that meet the other partition are answered. */
    private Asked requestOnPartition0(boolean repeatable) {
        while (true) {
            int before = producer.history().size();
            CompletableFuture<SessionTokenReply> reply =
                    client.request(Samples.request(repeatable)).toCompletableFuture();
            ProducerRecord<byte[], byte[]> sent = producer.history().stream()
                    .skip(before)
                    .filter(record -> attempt(record) == 1)
                    .findFirst()
                    .orElseThrow();
            if (sent.partition() == 0) {
                return new Asked(reply, sent);
            }
            answer(sent);
            assertThat(reply).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** @param sent its first sending */
    private record Asked(CompletableFuture<SessionTokenReply> reply, ProducerRecord<byte[], byte[]> sent) {}

    private static int attempt(ProducerRecord<byte[], byte[]> record) {
        return read(record).request().attempt().number();
    }

    private static RequestEvent read(ProducerRecord<byte[], byte[]> record) {
        return RequestCodec.read(Samples.record(0, record.key(), record.value(), record.headers()));
    }

    private void answer(ProducerRecord<byte[], byte[]> request) {
        RequestEvent event = read(request);
        Attempt attempt = event.request().attempt();
        SessionTokenReplied reply = Samples.replied(event.request().requestId(), Outcome.UNAUTHORISED, null, attempt);
        ConsumerRecord<byte[], byte[]> record =
                Samples.record(CorrelationKey.of(event.request().requestId()), reply);
        consumer.schedulePollTask(() -> consumer.addRecord(
                Samples.record(offset.getAndIncrement(), record.key(), record.value(), record.headers())));
    }
}
