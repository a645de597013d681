package org.sessiontoken.console.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/**
 * Reads single events by their places, each from Kafka at the moment it is asked for. Safe for all threads: each reading has one of a
 * few consumers to itself, which are opened when they are needed and kept for the next reading.
 */
public final class EventReader implements AutoCloseable {

    /** How many people may read at the same time; the others wait for their turn. */
    private static final int MAX_CONSUMERS = 4;

    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration maxWait;
    private final Semaphore turns = new Semaphore(MAX_CONSUMERS, true);
    private final BlockingQueue<Consumer<byte[], byte[]>> idle = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /**
     * A reader of its own consumers.
     *
     * @param connection connection properties of a Kafka client
     * @param clientId by which Kafka knows the consumers
     * @param maxWait how long a reading takes at most, whatever Kafka does
     */
    public static EventReader of(Map<String, Object> connection, String clientId, Duration maxWait) {
        Map<String, Object> settings = SkippingReader.singleRecordSettings(
                GrouplessConsumers.settings(SocketBuffers.withSystemDefaults(connection)));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        return new EventReader(() -> GrouplessConsumers.create(settings), maxWait);
    }

    /**
     * A reader that has read nothing.
     *
     * @param consumers makes consumers that are in no group and read from where they are told, or fail
     * @param maxWait how long a reading takes at most, whatever Kafka does
     */
    EventReader(Supplier<Consumer<byte[], byte[]>> consumers, Duration maxWait) {
        this.consumers = consumers;
        this.maxWait = maxWait;
    }

    /**
     * What is at these places, in the order of topics, partitions and offsets.
     *
     * @throws KafkaException if Kafka does not answer in time, or the console may not read the topic
     */
    public List<ReadEvent> read(Collection<EventPlace> places) {
        long end = System.nanoTime() + maxWait.toNanos();
        takeTurn();
        try {
            Consumer<byte[], byte[]> consumer = opened();
            boolean healthy = false;
            try {
                List<ReadEvent> events = new ArrayList<>();
                places.stream()
                        .distinct()
                        .sorted(Comparator.comparing(EventPlace::topic)
                                .thenComparing(EventPlace::partition)
                                .thenComparing(EventPlace::offset))
                        .forEach(place -> events.add(read(consumer, place, end)));
                healthy = true;
                return events;
            } finally {
                release(consumer, healthy);
            }
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("others read all the time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptException(interrupted);
        }
    }

    private Consumer<byte[], byte[]> opened() {
        Consumer<byte[], byte[]> kept = idle.poll();
        return kept == null ? consumers.get() : kept;
    }

    /** One that failed may remember the failure. */
    private void release(Consumer<byte[], byte[]> consumer, boolean healthy) {
        if (healthy) {
            consumer.assign(List.of());
            idle.add(consumer);
        }
        if (!healthy || closed) {
            idle.remove(consumer);
            consumer.close();
        }
    }

    private static ReadEvent read(Consumer<byte[], byte[]> consumer, EventPlace place, long end) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (!consumer.assignment().equals(Set.of(partition))) {
            consumer.assign(List.of(partition));
        }
        consumer.seek(partition, place.offset());
        try {
            return next(consumer, partition, place.offset(), end)
                    .map(EventDecoder::decode)
                    .orElseGet(() -> new ReadEvent.Deleted(place));
        } catch (OffsetOutOfRangeException deleted) {
            return new ReadEvent.Deleted(place);
        } catch (TimeoutException silence) {
            if (isThere(consumer, partition)) {
                throw silence;
            }
            consumer.assign(List.of());
            return new ReadEvent.Deleted(place);
        } catch (KafkaException failure) {
            if (isNoFaultOfTheRecord(failure)) {
                throw failure;
            }
            // The consumer throws again without trying, until it loses the partition.
            consumer.assign(List.of());
            return new ReadEvent.Undecodable(place);
        }
    }

    /** Kafka says nothing of a partition that does not exist, or of one that it cannot serve now. */
    private static boolean isThere(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.partitionsFor(partition.topic(), POLL).stream()
                .anyMatch(known -> known.partition() == partition.partition());
    }

    /** The record at the offset where the consumer stands; empty if there is none. */
    private static Optional<ConsumerRecord<byte[], byte[]>> next(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset, long end) {
        while (System.nanoTime() - end < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return Optional.of(record).filter(found -> found.offset() == offset);
            }
            // Behind its last record a partition sends nothing, and says nothing.
            if (consumer.endOffsets(List.of(partition), Duration.ofNanos(Math.max(1, end - System.nanoTime())))
                            .getOrDefault(partition, 0L)
                    <= offset) {
                return Optional.empty();
            }
        }
        throw new TimeoutException("Kafka has not sent the record in time");
    }

    private static boolean isNoFaultOfTheRecord(KafkaException failure) {
        return failure instanceof AuthenticationException
                || failure instanceof AuthorizationException
                || failure instanceof InterruptException
                || (failure instanceof RetriableException && !(failure instanceof CorruptRecordException));
    }

    @Override
    public void close() {
        closed = true;
        for (Consumer<byte[], byte[]> consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close(Duration.ZERO);
        }
    }
}
