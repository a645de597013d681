package org.sessiontoken.broker.guessing;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.event.FailureCount;
import org.sessiontoken.event.FailureCountCodec;
import org.sessiontoken.event.FailuresCounted;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Reads what other instances have counted: at first the last window, so that a restart forgets nothing, and then whatever
 * comes. Kafka's time says how old a record is; a clock that is wrong makes a count matter for longer or shorter, up to a window.
 */
final class FailureReader implements Step {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singleRecords;
    private final FailureCounts counts;
    private final String writer;
    private final Clock clock;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable SkippingReader reader;
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile boolean replaced;

    /**
     * A reader that has not read yet.
     *
     * @param consumers makes consumers without a group
     * @param singleRecords makes consumers without a group that read record by record
     * @param writer identifies this process, whose own counts are passed over
     */
    FailureReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singleRecords,
            FailureCounts counts,
            String writer,
            Clock clock) {
        this.consumers = consumers;
        this.singleRecords = singleRecords;
        this.counts = counts;
        this.writer = writer;
        this.clock = clock;
    }

    /** Completes when what was there at the start has been read. */
    CompletionStage<Void> caughtUp() {
        return caughtUp.minimalCompletionStage();
    }

    /** Says that the topic was deleted and created again. */
    void topicReplaced() {
        replaced = true;
    }

    @Override
    public Duration run() {
        if (replaced) {
            replaced = false;
            release();
        }
        SkippingReader open = reader;
        if (open == null) {
            open = open();
        }
        open.poll(POLL);
        Consumer<byte[], byte[]> polled = consumer;
        if (!caughtUp.isDone()
                && polled != null
                && ends.entrySet().stream().allMatch(end -> polled.position(end.getKey()) >= end.getValue())) {
            caughtUp.complete(null);
        }
        return Duration.ZERO;
    }

    private SkippingReader open() {
        Consumer<byte[], byte[]> opened = consumers.get();
        consumer = opened;
        SkippingReader made = new SkippingReader(opened, singleRecords, new Counts());
        reader = made;
        List<TopicPartition> partitions = opened.partitionsFor(Topics.FAILURES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("the topic " + Topics.FAILURES + " does not exist yet");
        }
        opened.assign(partitions);
        ends = opened.endOffsets(partitions);
        long from = clock.instant().minus(counts.window()).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> found = opened.offsetsForTimes(times);
        partitions.forEach(partition -> {
            OffsetAndTimestamp first = found.get(partition);
            opened.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        });
        made.assigned(partitions);
        return made;
    }

    @Override
    public void cancel() {
        SkippingReader open = reader;
        if (open != null) {
            open.wakeUp();
        }
    }

    @Override
    public void release() {
        SkippingReader open = reader;
        Consumer<byte[], byte[]> connected = consumer;
        reader = null;
        consumer = null;
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            if (connected != null) {
                connected.close();
            }
        }
    }

    private final class Counts implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            FailuresCounted counted;
            try {
                counted = FailureCountCodec.read(record);
            } catch (UnreadableEventException notOurs) {
                // The limit is then that of those instances whose records can be read.
                return;
            }
            if (!counted.writer().equals(writer)) {
                Duration age = age(record.timestamp());
                counted.counts().forEach(count -> add(count, age));
            }
        }

        /** What it told is not known here, and matters for a window at most. */
        @Override
        public void passOver(UndecodableRecords records) {}

        private void add(FailureCount count, Duration age) {
            counts.addTold(count.key(), (double) (count.added() - count.removed()) / FailureCount.BOUND, age);
        }
    }

    private Duration age(long timestamp) {
        long millis = clock.instant().toEpochMilli() - timestamp;
        return Duration.ofMillis(Math.max(0, Math.min(millis, counts.window().toMillis())));
    }
}
