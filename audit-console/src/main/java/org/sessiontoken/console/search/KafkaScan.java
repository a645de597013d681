package org.sessiontoken.console.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.IndexedTopics;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Searches Kafka itself for what is not in the index: all records of a time are read, which takes as long as it takes. What it
 * reads and remembers is bounded, and it can be stopped. For one thread, once.
 */
final class KafkaScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PROGRESS_NANOS = Duration.ofMillis(500).toNanos();

    /** So much later than its request an outcome may be: no deadline is longer. */
    private static final Duration LATER_OUTCOMES = Duration.ofMinutes(11);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final ScannedFlows flows;
    private final Instant from;
    private final Instant to;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Instant> read = new HashMap<>();
    private long scanned;

    /**
     * A scan that has not begun.
     *
     * @param singles makes consumers that find the end of what the first one cannot decode
     * @param filter what is wanted; its time is that of the scan
     */
    KafkaScan(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            FlowFilter filter,
            AccountHashes accounts,
            ScanListener listener) {
        this.consumer = consumer;
        this.from = Optional.ofNullable(filter.from()).orElseThrow();
        this.to = Optional.ofNullable(filter.to()).orElseThrow();
        this.flows = new ScannedFlows(filter, accounts, listener::row);
        this.reader = new SkippingReader(consumer, singles, new Received());
    }

    /** Why a scan ended. */
    enum End {
        /** All was looked at. */
        COMPLETE,
        /** Whoever asked has stopped it. */
        STOPPED,
        /** So many records were looked at as one scan may. */
        MAX_RECORDS;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a scan has looked at.
     *
     * @param scanned how many records
     * @param of how many there were to look at
     * @param completeFrom no request from this time on is missing
     * @param completeTo no request before this time is missing
     * @param unreadable how many records could not be read
     * @param unseen the requestors whose reply topic cannot be read, so that their requests seem to have no outcome
     * @param end why it ended
     */
    record Result(
            long scanned,
            long of,
            Instant completeFrom,
            Instant completeTo,
            long unreadable,
            List<String> unseen,
            End end) {}

    /** Scans, and tells the listener of what is found and how far it is; the listener can stop it. */
    Result run(long maxRecords, ScanListener listener) {
        long of = open();
        long told = System.nanoTime();
        boolean goesOn = listener.progress(scanned, of, from);
        while (goesOn && scanned < maxRecords && !isAtEnds()) {
            poll();
            if (System.nanoTime() - told > PROGRESS_NANOS) {
                told = System.nanoTime();
                goesOn = listener.progress(scanned, of, readTo());
            }
        }
        boolean complete = isAtEnds();
        flows.finish();
        End end = complete ? End.COMPLETE : goesOn ? End.MAX_RECORDS : End.STOPPED;
        return new Result(scanned, of, from, complete ? to : readTo(), flows.unreadable(), unseen(), end);
    }

    private void poll() {
        try {
            reader.poll(POLL);
        } catch (TopicAuthorizationException refused) {
            if (refused.unauthorizedTopics().isEmpty()
                    || refused.unauthorizedTopics().contains(Topics.REQUESTS)) {
                throw refused;
            }
            ends.keySet().removeIf(partition -> refused.unauthorizedTopics().contains(partition.topic()));
            consumer.assign(ends.keySet());
            reader.assigned(ends.keySet());
        }
    }

    private List<String> unseen() {
        Set<String> topics = ends.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        return flows.unanswered().stream()
                .filter(requestor -> !topics.contains(Topics.REPLIES_PREFIX + requestor))
                .toList();
    }

    /** Begins where the time begins, and returns how many records there are until it ends. */
    private long open() {
        Set<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> IndexedTopics.include(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> begins = offsets(partitions, from);
        ends.putAll(offsets(partitions, to.plus(LATER_OUTCOMES)));
        consumer.assign(partitions);
        begins.forEach(consumer::seek);
        reader.assigned(partitions);
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), end.getValue()))
                .sum();
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, at -> time.toEpochMilli()))));
        found.forEach((partition, first) ->
                Optional.ofNullable(first).ifPresent(offset -> offsets.put(partition, offset.offset())));
        return offsets;
    }

    private boolean isAtEnd(TopicPartition partition) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    private boolean isAtEnds() {
        return ends.keySet().stream().allMatch(this::isAtEnd);
    }

    /** Up to when all partitions were read. */
    private Instant readTo() {
        Instant earliest = ends.keySet().stream()
                .filter(partition -> !isAtEnd(partition))
                .map(partition -> read.getOrDefault(partition, from))
                .min(Instant::compareTo)
                .orElse(to);
        return earliest.isAfter(to) ? to : earliest;
    }

    private final class Received implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < ends.getOrDefault(partition, 0L)) {
                scanned++;
                read.put(partition, Instant.ofEpochMilli(record.timestamp()));
                flows.add(record);
            }
        }

        @Override
        public void passOver(UndecodableRecords records) {
            long count = records.nextOffset() - records.firstOffset();
            scanned += count;
            flows.passedOver(count);
        }
    }

    @Override
    public void close() {
        try (SkippingReader closedLast = reader) {
            consumer.close();
        }
    }
}
