package org.sessiontoken.console.search;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.LogEnds;
import org.sessiontoken.console.index.Position;
import org.sessiontoken.console.index.StartPositions;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Reads the records of a time, once, and keeps account of what it has looked at. It is in no group and leaves nothing behind in
 * Kafka. For one thread.
 */
public final class WindowReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** So much later than its request an outcome may be: no deadline is longer. */
    private static final Duration LATER_OUTCOMES = Duration.ofMinutes(11);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final RecordReceiver receiver;
    private final Instant from;
    private final Instant to;
    private final Map<TopicPartition, Position> positions = new HashMap<>();
    private LogEnds ends = new LogEnds(Instant.EPOCH, Map.of(), Map.of(), null);
    private long scanned;

    /**
     * A reader that has read nothing.
     *
     * @param singles makes consumers that find the end of what the first one cannot decode
     * @param from from when on, inclusive; earlier requests are read, too, whose outcomes may come later
     * @param to until when, exclusive; later records are read, too, which may have the outcomes
     */
    public WindowReader(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            Instant from,
            Instant to,
            RecordReceiver receiver) {
        this.consumer = consumer;
        this.receiver = receiver;
        this.from = from;
        this.to = to;
        this.reader = new SkippingReader(consumer, singles, new Received());
    }

    /**
     * Goes to where the time begins.
     *
     * @param topics which topics are read, of those that Kafka shows
     * @return how many records there are until the time ends
     */
    public long open(Predicate<String> topics) {
        Set<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> topics.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        ends = new LogEnds(
                to, offsetsAt(partitions, to.plus(LATER_OUTCOMES)), consumer.beginningOffsets(partitions), null);
        Map<Boolean, Set<TopicPartition>> requests = partitions.stream()
                .collect(Collectors.partitioningBy(
                        partition -> partition.topic().equals(Topics.REQUESTS), Collectors.toSet()));
        // An outcome belongs to the time of its request, which may be earlier.
        Instant before = from.minus(LATER_OUTCOMES);
        Instant earlier = before.isBefore(Instant.EPOCH) ? Instant.EPOCH : before;
        requests.forEach((areRequests, some) ->
                positions.putAll(StartPositions.of(consumer, some, ends, areRequests ? earlier : from)));
        consumer.assign(partitions);
        positions.forEach((partition, position) -> consumer.seek(partition, position.to()));
        reader.assigned(partitions);
        return positions.entrySet().stream()
                .mapToLong(position ->
                        Math.max(0, end(position.getKey()) - position.getValue().to()))
                .sum();
    }

    private Map<TopicPartition, Long> offsetsAt(Set<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, at -> time.toEpochMilli()))));
        found.forEach((partition, first) ->
                Optional.ofNullable(first).ifPresent(offset -> offsets.put(partition, offset.offset())));
        return offsets;
    }

    /**
     * Reads what Kafka has at hand. A topic that may not be read is left out, unless it has the requests.
     *
     * @return whether this has brought it further
     */
    public boolean poll() {
        long before = read();
        try {
            return reader.poll(POLL) || read() > before;
        } catch (TopicAuthorizationException refused) {
            Set<String> topics = refused.unauthorizedTopics();
            if (topics.isEmpty() || topics.contains(Topics.REQUESTS)) {
                throw refused;
            }
            positions.keySet().removeIf(partition -> topics.contains(partition.topic()));
            ends = new LogEnds(ends.asked(), without(topics, ends.ends()), without(topics, ends.begins()), null);
            consumer.assign(positions.keySet());
            reader.assigned(positions.keySet());
            return true;
        }
    }

    /** What no consumer shows, such as the marks of transactions, moves its positions, too. */
    private long read() {
        return positions.keySet().stream().mapToLong(consumer::position).sum();
    }

    private static Map<TopicPartition, Long> without(Set<String> topics, Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .filter(offset -> !topics.contains(offset.getKey().topic()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many records were looked at. */
    public long scanned() {
        return scanned;
    }

    /** Whether everything was looked at. */
    public boolean isAtEnd() {
        return positions.keySet().stream().allMatch(this::isAtEnd);
    }

    private boolean isAtEnd(TopicPartition partition) {
        return consumer.position(partition) >= end(partition);
    }

    private long end(TopicPartition partition) {
        return ends.ends().getOrDefault(partition, 0L);
    }

    /** Up to when everything was looked at. */
    public Instant readTo() {
        long earliest = positions.entrySet().stream()
                .filter(position -> !isAtEnd(position.getKey()))
                .mapToLong(position -> position.getValue().toTime())
                .min()
                .orElse(to.toEpochMilli());
        long bounded = Math.min(to.toEpochMilli(), Math.max(from.toEpochMilli(), earliest));
        return Instant.ofEpochMilli(bounded);
    }

    /** What was looked at so far. */
    public Coverage coverage() {
        positions.replaceAll(
                (partition, position) -> position.advanced(Math.min(consumer.position(partition), end(partition))));
        Coverage covered = Coverage.of(positions, ends, true);
        return covered.completeFrom().isBefore(from) ? covered.from(from) : covered;
    }

    /** Whatever Kafka has deleted meanwhile is missing between what was read before and what comes next. */
    private void reached(TopicPartition partition, long offset, long time) {
        positions.computeIfPresent(
                partition, (same, position) -> offset > position.to() ? position.overtaken(offset, time) : position);
    }

    private final class Received implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < end(partition)) {
                scanned++;
                reached(partition, record.offset(), record.timestamp());
                positions.computeIfPresent(
                        partition, (same, position) -> position.read(record.offset(), record.timestamp()));
                receiver.receive(record);
            }
        }

        @Override
        public void passOver(UndecodableRecords records) {
            scanned += records.nextOffset() - records.firstOffset();
            positions.computeIfPresent(
                    records.partition(), (same, position) -> position.passedOver(records.nextOffset()));
            receiver.passOver(records);
        }
    }

    @Override
    public void close() {
        try (SkippingReader closedLast = reader) {
            consumer.close();
        }
    }
}
