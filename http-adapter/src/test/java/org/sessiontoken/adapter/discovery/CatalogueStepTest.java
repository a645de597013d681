package org.sessiontoken.adapter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;

/** The step alone, without the thread that repeats it. */
class CatalogueStepTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTH_SERVICES, 0);

    private final Catalogue catalogue = new Catalogue();
    private final FakeAdmin admin = new FakeAdmin();
    private final List<MockConsumer<byte[], byte[]>> consumers = new ArrayList<>();
    private final CatalogueStep step = new CatalogueStep(
            this::consumer,
            () -> {
                throw new AssertionError("everything can be decoded");
            },
            new CatalogueTopic(admin),
            catalogue);

    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumers.add(consumer);
        return consumer;
    }

    @Test
    void opensTheTopicAndThenReadsWithoutADelay() throws Exception {
        assertThat(step.run()).isEqualTo(Duration.ZERO);
        assertThat(catalogue.isRead()).isFalse();

        assertThat(step.run()).isEqualTo(Duration.ZERO);
        assertThat(catalogue.isRead()).isTrue();
        assertThat(consumers).hasSize(1);
    }

    @Test
    void waitsWhereThereIsNoTopic() throws Exception {
        admin.hasNoTopic();

        assertThat(step.run()).isPositive();

        assertThat(consumers).isEmpty();
    }

    @Test
    void readsWithANewConsumerAfterAFailure() throws Exception {
        step.run();
        consumers.get(0).setPollException(new TimeoutException("fails"));
        assertThatThrownBy(step::run).isInstanceOf(TimeoutException.class);

        step.release();
        step.run();

        assertThat(consumers.get(0).closed()).isTrue();
        assertThat(consumers.get(1).closed()).isFalse();
    }

    @Test
    void wakesAConsumerUpWhenItIsCancelled() throws Exception {
        step.run();

        step.cancel();

        assertThatThrownBy(step::run).isInstanceOf(WakeupException.class);
    }

    @Test
    void releasesNothingWhereNothingIsOpen() {
        step.cancel();
        step.release();

        assertThat(consumers).isEmpty();
    }
}
