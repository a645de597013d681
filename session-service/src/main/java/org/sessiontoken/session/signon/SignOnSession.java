package org.sessiontoken.session.signon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.offsets.OffsetCommits;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * One membership in the group of all instances, from the first poll to the last commit. For one thread, but for
 * {@link #wakeUp()}.
 *
 * <p>An instance that has lost a partition and does not know it says of a record what its new owner says. So nothing has to keep
 * it from that, and a second record of an outcome is like the first.
 */
final class SignOnSession implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** How many answers may be on their way: reading waits while Kafka takes none. */
    private static final int MAX_UNFINISHED = 2_000;

    /** Tokens are kept for longer than they are asked about: a partition that is taken over may be a little behind the others. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private static final Duration DRAIN_POLL = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final SignOnWork work;
    private final int partitionCount;
    private final Duration maxTokenLife;
    private final Map<TopicPartition, PartitionReading> partitions = new HashMap<>();
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new LinkedHashMap<>();
    private final List<UndecodableRecords> gaps = new ArrayList<>();
    private final RetriedGaps retriedGaps;
    private final OffsetTracker offsets = new OffsetTracker();
    private final OffsetCommits commits;

    /**
     * A membership that has not begun.
     *
     * @param partitionCount how many partitions the topic was made with
     * @param maxTokenLife how long a token can be redeemed after the record of its issue
     */
    SignOnSession(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            SignOnWork work,
            int partitionCount,
            Duration maxTokenLife,
            RetriedGaps retriedGaps) {
        this.consumer = consumer;
        this.reader = new SkippingReader(consumer, singles, new Polled());
        this.work = work;
        this.partitionCount = partitionCount;
        this.maxTokenLife = maxTokenLife;
        this.retriedGaps = retriedGaps;
        this.commits = new OffsetCommits(consumer, offsets);
    }

    void open() {
        consumer.subscribe(List.of(Topics.SIGN_ONS), new Rebalances());
    }

    /** Reads on, answers what is to be answered, and commits what is. */
    void poll(Duration timeout) throws Exception {
        Optional<Instant> before = work.time();
        polled.clear();
        gaps.clear();
        holdBack();
        reader.poll(timeout);
        List<OwnedRecord> records = new ArrayList<>();
        polled.forEach((partition, some) -> {
            PartitionReading reading =
                    Objects.requireNonNull(partitions.get(partition), "a partition that is not owned");
            if (reading.isLooking()) {
                // Whatever else was polled of it comes again.
                gaps.removeIf(gap -> gap.partition().equals(partition));
                beginAt(partition, reading, some.get(0));
            } else {
                some.forEach(record -> records.add(owned(reading, partition, record)));
            }
        });
        // Behind the records of the same partition, as they are in the log: what is committed is committed in order.
        gaps.forEach(this::setAside);
        if (!records.isEmpty()) {
            requireTokensOf(records);
            work.process(records, consumer);
        }
        noteEnds(before);
        forgetTokens(before);
        commits.commitIfDue();
    }

    private void holdBack() {
        if (offsets.unfinished() >= MAX_UNFINISHED) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    /** Does nothing, unless too much was forgotten: an instance that stood still, or whose connections did, may have taken itself for further. */
    private void requireTokensOf(List<OwnedRecord> records) {
        records.stream().map(OwnedRecord::at).min(Instant::compareTo).ifPresent(this::requireTokens);
    }

    private void requireTokens(Instant asked) {
        work.requireTokens(asked.minus(maxTokenLife).minus(SignOnLog.MEMORY), asked.minus(SignOnLog.MEMORY));
    }

    private OwnedRecord owned(
            PartitionReading reading, TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        Optional<OffsetTracker.Entry> answer = reading.answers(record.offset())
                ? Optional.of(offsets.start(partition, record.offset(), record.serializedValueSize()))
                : Optional.empty();
        return new OwnedRecord(record, reading, answer);
    }

    /** The log is read from the time on that its own record says: no clock of an instance decides what it knows. */
    private void beginAt(TopicPartition partition, PartitionReading reading, ConsumerRecord<byte[], byte[]> first) {
        Instant time = Instant.ofEpochMilli(first.timestamp());
        Instant since = time.minus(maxTokenLife).minus(SignOnLog.MEMORY);
        requireTokens(time);
        @Nullable
        OffsetAndTimestamp earliest = consumer.offsetsForTimes(
                        Map.of(partition, Math.max(0, since.toEpochMilli())), MAX_WAIT)
                .get(partition);
        long begin = earliest == null ? first.offset() : Math.min(earliest.offset(), first.offset());
        reading.read(since);
        consumer.seek(partition, begin);
        reader.assigned(List.of(partition));
    }

    /** What has been read to its end has been read up to now, as far as is known of now. */
    private void noteEnds(Optional<Instant> now) {
        partitions.forEach((partition, reading) -> {
            if (!reading.isLooking() && consumer.currentLag(partition).orElse(1) == 0) {
                now.filter(time -> reading.readTo().orElseThrow().isBefore(time))
                        .ifPresent(reading::read);
            }
        });
    }

    /** Nobody asks any more about what expired before all partitions had been read so far; or before now, if there are none. */
    private void forgetTokens(Optional<Instant> now) {
        partitions.values().stream()
                .flatMap(reading -> reading.readTo().stream())
                .min(Instant::compareTo)
                .or(() -> now)
                .ifPresent(
                        time -> work.forgetTokens(time.minus(SignOnLog.MEMORY).minus(SLACK)));
    }

    private void setAside(UndecodableRecords gap) {
        @Nullable PartitionReading reading = partitions.get(gap.partition());
        if (reading != null && reading.answers(gap.lastOffset())) {
            OffsetTracker.Entry entry = offsets.start(gap.partition(), gap.lastOffset(), 0);
            work.setAside(gap).thenRun(entry::done);
        }
    }

    boolean isMember() {
        return consumer.groupMetadata().generationId() > 0;
    }

    void wakeUp() {
        reader.wakeUp();
    }

    /** Waits, within bounds, until what was begun is answered; then {@link #close} commits it. */
    void drain() {
        long start = System.nanoTime();
        while (offsets.unfinished() > 0 && System.nanoTime() - start < MAX_WAIT.toNanos()) {
            LockSupport.parkNanos(DRAIN_POLL.toNanos());
        }
    }

    /** Commits what is answered, and leaves the group. What is not answered is left to others. */
    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(MAX_WAIT));
        } finally {
            reader.close();
        }
    }

    private final class Polled implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            polled.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), none -> new ArrayList<>())
                    .add(record);
        }

        @Override
        public void passOver(UndecodableRecords records) {
            if (retriedGaps.add(records)) {
                throw new IllegalStateException(
                        "an error stopped the decoding, which is tried once more", records.cause());
            }
            gaps.add(records);
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            for (TopicPartition partition : assigned) {
                long answerFrom = consumer.position(partition);
                partitions.put(
                        partition,
                        new PartitionReading(new SignOnPartition(partition.partition(), partitionCount), answerFrom));
                offsets.assigned(partition, answerFrom);
            }
            reader.assigned(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            Map<TopicPartition, OffsetAndMetadata> answered = new HashMap<>(offsets.committable());
            answered.keySet().retainAll(revoked);
            commits.commitSync(answered);
            onPartitionsLost(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            lost.forEach(partitions::remove);
            offsets.forget(lost);
        }
    }
}
