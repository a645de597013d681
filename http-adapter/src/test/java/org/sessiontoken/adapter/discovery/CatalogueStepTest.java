package org.sessiontoken.adapter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;

/** The step alone, without the thread that repeats it. */
class CatalogueStepTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTH_SERVICES, 0);

    private final Catalogue catalogue = new Catalogue();
    private final List<MockConsumer<byte[], byte[]>> consumers = new ArrayList<>();
    private final CatalogueStep step = new CatalogueStep(this::consumer, catalogue);
    private boolean topicExists = true;

    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        if (topicExists) {
            Node[] none = {};
            consumer.updatePartitions(
                    Topics.AUTH_SERVICES,
                    List.of(new PartitionInfo(Topics.AUTH_SERVICES, 0, Node.noNode(), none, none)));
        }
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumers.add(consumer);
        return consumer;
    }

    @Test
    void opensTheTopicAndThenReadsWithoutADelay() {
        assertThat(step.run()).isEqualTo(Duration.ZERO);
        assertThat(catalogue.isRead()).isFalse();

        assertThat(step.run()).isEqualTo(Duration.ZERO);
        assertThat(catalogue.isRead()).isTrue();
        assertThat(consumers).hasSize(1);
    }

    @Test
    void closesTheConsumerAndWaitsWhereThereIsNoTopic() {
        topicExists = false;

        assertThat(step.run()).isPositive();

        assertThat(consumers.get(0).closed()).isTrue();
    }

    @Test
    void readsWithANewConsumerAfterAFailure() {
        step.run();
        consumers.get(0).setPollException(new KafkaException("fails"));
        assertThatThrownBy(step::run).isInstanceOf(KafkaException.class);

        step.release();
        step.run();

        assertThat(consumers.get(0).closed()).isTrue();
        assertThat(consumers.get(1).closed()).isFalse();
    }

    @Test
    void wakesAConsumerUpWhenItIsCancelled() {
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
