package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;

class RequestSenderTest {

    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>(Topics.REQUESTS, 0, null, null);

    private static final ObservedTopic TOPIC = Samples.observed(1);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Samples.cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<ClientReason> failures = new ArrayList<>();
    private final RequestSender sender = new RequestSender(() -> producer);

    @Nested
    class Connecting {

        @Test
        void succeedsOnceTheTopicIsKnown() {
            producer.partitionsForException = new TimeoutException("not within max.block.ms");
            assertThat(sender.connect(TOPIC)).isFalse();

            producer.partitionsForException = null;

            assertThat(sender.connect(TOPIC)).isTrue();
        }

        @Test
        void createsTheProducerOnce() {
            AtomicInteger created = new AtomicInteger();
            RequestSender counting = new RequestSender(() -> {
                created.incrementAndGet();
                return producer;
            });

            counting.connect(TOPIC);
            counting.connect(TOPIC);

            assertThat(created).hasValue(1);
        }

        @Test
        void failsIfTheProducerCannotBeCreatedAndTriesAgain() {
            AtomicInteger attempts = new AtomicInteger();
            RequestSender unresolved = new RequestSender(() -> {
                if (attempts.incrementAndGet() == 1) {
                    throw new KafkaException("no resolvable address");
                }
                return producer;
            });

            assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> unresolved.connect(TOPIC));
            assertThat(unresolved.connect(TOPIC)).isTrue();
        }

        @Test
        void failsIfTheTopicMayNotBeDescribedAndNamesTheRight() {
            producer.partitionsForException =
                    new TimeoutException("", new TopicAuthorizationException(Set.of(Topics.REQUESTS)));

            assertThatExceptionOfType(TopicAuthorizationException.class)
                    .isThrownBy(() -> sender.connect(TOPIC))
                    .withMessageContaining("DESCRIBE")
                    .withMessageContaining(Topics.REQUESTS);
        }

        @Test
        void replacesAProducerThatKnowsATopicThatWasDeleted() {
            MockProducer<byte[], byte[]> second = new MockProducer<>(
                    Samples.cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
            Iterator<MockProducer<byte[], byte[]>> producers =
                    List.of(producer, second).iterator();
            RequestSender replacing = new RequestSender(producers::next);
            replacing.connect(TOPIC);
            replacing.connect(TOPIC);
            assertThat(producer.closed()).isFalse();

            replacing.connect(Samples.observed(1));
            replacing.send(RECORD, acknowledged::incrementAndGet, failures::add);

            assertThat(producer.closed()).isTrue();
            assertThat(second.history()).containsExactly(RECORD);
        }

        @Test
        void createsNoProducerAfterClosing() {
            AtomicInteger created = new AtomicInteger();
            RequestSender closed = new RequestSender(() -> {
                created.incrementAndGet();
                return producer;
            });
            closed.close();

            assertThat(closed.connect(TOPIC)).isFalse();
            assertThat(created).hasValue(0);
        }
    }

    @Nested
    class ThePartitions {

        private final Node node = new Node(1, "kafka", 9092);

        @Test
        void areUnknownUntilTheSenderIsConnected() {
            assertThat(sender.partitions()).isEmpty();
        }

        @Test
        void areUnknownWhileTheProducerDoesNotKnowThem() {
            sender.connect(TOPIC);
            producer.partitionsForException = new TimeoutException("not within max.block.ms");

            assertThat(sender.partitions()).isEmpty();
        }

        @Test
        void areThoseWithALeader() {
            assertThat(partitionsOf(node, null, node)).containsExactly(0, 2);
        }

        @Test
        void areAllIfNoneHasALeader() {
            assertThat(partitionsOf(null, null)).containsExactly(0, 1);
        }

        private List<Integer> partitionsOf(@Nullable Node... leaders) {
            List<PartitionInfo> partitions = new ArrayList<>();
            for (Node leader : leaders) {
                partitions.add(new PartitionInfo(
                        Topics.REQUESTS, partitions.size(), leader, new Node[] {node}, new Node[] {node}));
            }
            Cluster cluster = new Cluster("cluster", List.of(node), partitions, Set.of(), Set.of());
            RequestSender connected = new RequestSender(() ->
                    new MockProducer<>(cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer()));
            connected.connect(TOPIC);
            return connected.partitions();
        }
    }

    @Nested
    class Sending {

        @Test
        void reportsNoFailureOfARequestThatIsWritten() {
            sender.connect(TOPIC);
            sender.send(RECORD, acknowledged::incrementAndGet, failures::add);

            assertThat(acknowledged).hasValue(0);

            assertThat(producer.completeNext()).isTrue();

            assertThat(acknowledged).hasValue(1);
            assertThat(failures).isEmpty();
            assertThat(producer.history()).containsExactly(RECORD);
        }

        @Test
        void failsAtOnceBeforeTheSenderIsConnected() {
            sender.send(RECORD, acknowledged::incrementAndGet, failures::add);

            assertThat(failures).containsExactly(ClientReason.KAFKA_UNREACHABLE);
        }

        @Test
        void failsLaterIfKafkaDoesNotAcknowledge() {
            sender.connect(TOPIC);
            sender.send(RECORD, acknowledged::incrementAndGet, failures::add);
            assertThat(failures).isEmpty();

            producer.errorNext(new NetworkException());

            assertThat(acknowledged).hasValue(0);

            assertThat(failures).containsExactly(ClientReason.KAFKA_UNREACHABLE);
        }

        @Test
        void failsIfTheProducerIsClosed() {
            sender.connect(TOPIC);
            sender.close();

            sender.send(RECORD, acknowledged::incrementAndGet, failures::add);

            assertThat(failures).containsExactly(ClientReason.KAFKA_UNREACHABLE);
        }

        @Test
        void failsIfTheProducerThrowsAnError() {
            RequestSender broken = new RequestSender(() ->
                    new MockProducer<>(
                            Samples.cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                        @Override
                        public synchronized Future<RecordMetadata> send(
                                ProducerRecord<byte[], byte[]> request, Callback callback) {
                            throw new NoClassDefFoundError("a plug-in's");
                        }
                    });
            broken.connect(TOPIC);

            broken.send(RECORD, acknowledged::incrementAndGet, failures::add);

            assertThat(failures).containsExactly(ClientReason.KAFKA_UNREACHABLE);
        }

        @Test
        void logsOnceForAnOutageThatTheClientMayNotWrite() {
            sender.connect(TOPIC);
            try (CapturedLog log = new CapturedLog()) {
                for (int i = 0; i < 3; i++) {
                    sender.send(RECORD, acknowledged::incrementAndGet, failures::add);
                    producer.errorNext(new TopicAuthorizationException(Set.of(Topics.REQUESTS)));
                }
                assertThat(failures).hasSize(3).containsOnly(ClientReason.NOT_AUTHORISED);
                assertThat(log.lines()).singleElement().asString().contains("WRITE", Topics.REQUESTS);

                sender.send(RECORD, acknowledged::incrementAndGet, failures::add);
                producer.completeNext();
                sender.send(RECORD, acknowledged::incrementAndGet, failures::add);
                producer.errorNext(new TopicAuthorizationException(Set.of(Topics.REQUESTS)));

                assertThat(log.lines()).hasSize(2);
            }
        }
    }
}
