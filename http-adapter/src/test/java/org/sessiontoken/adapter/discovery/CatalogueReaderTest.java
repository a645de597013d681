package org.sessiontoken.adapter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.background.BackgroundTaskLifecycle;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

class CatalogueReaderTest {

    private static final TenantId TENANT = new TenantId("nagra");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTH_SERVICES, 0);

    private final Catalogue catalogue = new Catalogue();
    private final List<MockConsumer<byte[], byte[]>> consumers = new CopyOnWriteArrayList<>();
    private final FakeAdmin admin = new FakeAdmin();
    private volatile long end;
    private final BackgroundTaskLifecycle reader = new BackgroundTaskLifecycle(
            "catalogue",
            () -> new CatalogueStep(
                    this::consumer,
                    () -> {
                        throw new AssertionError("everything can be decoded");
                    },
                    new CatalogueTopic(admin),
                    catalogue));

    @AfterEach
    void stop() {
        reader.stop();
    }

    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, new TopicPartition(Topics.AUTH_SERVICES, 1), 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end, new TopicPartition(Topics.AUTH_SERVICES, 1), 0L));
        consumers.add(consumer);
        return consumer;
    }

    private MockConsumer<byte[], byte[]> assigned(int nth) {
        await().until(() ->
                consumers.size() > nth && !consumers.get(nth).assignment().isEmpty());
        return consumers.get(nth);
    }

    private static void send(
            MockConsumer<byte[], byte[]> consumer, long offset, ProducerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> read =
                new ConsumerRecord<>(Topics.AUTH_SERVICES, 0, offset, record.key(), record.value());
        record.headers().forEach(read.headers()::add);
        consumer.schedulePollTask(() -> consumer.addRecord(read));
    }

    private static ProducerRecord<byte[], byte[]> entry(String name, byte[] key) {
        ProducerRecord<byte[], byte[]> record = entry(name);
        return new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers());
    }

    private static ProducerRecord<byte[], byte[]> entry(String name) {
        return AuthServiceCodec.write(
                new AuthServiceDescribed(TENANT, new AuthServiceId(name), Map.of(), List.of(), true, null),
                Instant.EPOCH);
    }

    private List<String> names() {
        return catalogue.servicesOf(TENANT).stream()
                .map(service -> service.authServiceId().value())
                .toList();
    }

    @Test
    void tellsNothingUntilTheEndThatTheTopicHadWhenReadingBegan() {
        end = 2;
        reader.start();
        send(assigned(0), 0, entry("A"));
        await().until(() -> consumers.get(0).position(PARTITION) == 1);
        assertThat(catalogue.isRead()).isFalse();

        send(consumers.get(0), 1, entry("B"));

        await().untilAsserted(() -> assertThat(names()).containsExactly("A", "B"));
    }

    @Test
    void keepsUpWithEntriesAndRemovals() {
        reader.start();
        send(assigned(0), 0, entry("A"));
        send(consumers.get(0), 1, entry("B"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("A", "B"));

        send(
                consumers.get(0),
                2,
                AuthServiceCodec.writeRemoval(new AuthServiceCodec.Key(TENANT, new AuthServiceId("A"))));

        await().untilAsserted(() -> assertThat(names()).containsExactly("B"));
    }

    @Test
    void skipsWhatItCannotRead() {
        byte[] nonsense = "{".getBytes(StandardCharsets.UTF_8);
        reader.start();
        send(assigned(0), 0, new ProducerRecord<>(Topics.AUTH_SERVICES, nonsense, nonsense));
        send(
                consumers.get(0),
                1,
                new ProducerRecord<>(Topics.AUTH_SERVICES, entry("A").key(), nonsense));
        send(consumers.get(0), 2, entry("B"));

        await().untilAsserted(() -> assertThat(names()).containsExactly("B"));
    }

    @Test
    void skipsAnEntryThatItsKeyDoesNotName() {
        reader.start();
        byte[] foreign = "another/A".getBytes(StandardCharsets.UTF_8);
        send(assigned(0), 0, entry("A", foreign));
        send(consumers.get(0), 1, entry("B"));

        await().untilAsserted(() -> assertThat(names()).containsExactly("B"));
        assertThat(catalogue.servicesOf(new TenantId("another"))).isEmpty();
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        admin.hasNoTopic();
        reader.start();
        assertThat(catalogue.isRead()).isFalse();

        admin.hasAnotherTopic(1);

        await().until(catalogue::isRead);
    }

    @Test
    void beginsAnewAfterAFailureAndStandsByWhatItReadMeanwhile() {
        reader.start();
        send(assigned(0), 0, entry("A"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("A"));
        end = 1;

        consumers.get(0).setPollException(new KafkaException("fails"));

        MockConsumer<byte[], byte[]> second = assigned(1);
        assertThat(names()).containsExactly("A");
        send(second, 0, entry("B"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("B"));
        assertThat(consumers.get(0).closed()).isTrue();
    }

    @Test
    void beginsAnewAfterAnError() {
        reader.start();
        send(assigned(0), 0, entry("A"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("A"));
        consumers.get(0).schedulePollTask(() -> {
            throw new NoClassDefFoundError("org/example/Missing");
        });

        send(assigned(1), 0, entry("B"));

        await().untilAsserted(() -> assertThat(names()).containsExactly("B"));
        assertThat(consumers.get(0).closed()).isTrue();
    }

    @Test
    void beginsAnewWhenTheTopicGetsMorePartitions() {
        reader.start();
        assigned(0);
        await().until(catalogue::isRead);

        admin.hasAnotherTopic(2);

        assertThat(assigned(1).assignment()).hasSize(2);
    }

    /** The new topic has as many records as the old one, so that the consumer itself notices nothing. */
    @Test
    void readsATopicAgainThatWasDeletedAndKeepsItsEntriesMeanwhile() {
        reader.start();
        send(assigned(0), 0, entry("A"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("A"));

        admin.hasNoTopic();
        await().until(() -> consumers.get(0).closed());
        assertThat(names()).containsExactly("A");
        end = 1;
        admin.hasAnotherTopic(1);

        send(assigned(1), 0, entry("B"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("B"));
        assertThat(reader.failures()).isZero();
    }

    @Test
    void readsOnWhileKafkaDoesNotAnswer() {
        reader.start();
        send(assigned(0), 0, entry("A"));
        await().untilAsserted(() -> assertThat(names()).containsExactly("A"));

        admin.failsWith(new TimeoutException("no answer"));
        send(consumers.get(0), 1, entry("B"));

        await().untilAsserted(() -> assertThat(names()).containsExactly("A", "B"));
        assertThat(reader.failures()).isZero();
        assertThat(consumers).hasSize(1);
    }

    @Test
    void canBeStoppedAndStartedAgain() {
        reader.start();
        assigned(0);
        reader.stop();
        assertThat(reader.isRunning()).isFalse();
        assertThat(consumers.get(0).closed()).isTrue();

        reader.start();

        assigned(1);
        assertThat(reader.isRunning()).isTrue();
    }
}
