package org.sessiontoken.session.signon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final Duration DRAIN_POLL = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final SignOnWork work;
    private final int partitionCount;
    private final Duration maxTokenLife;
    private final Map<TopicPartition, PartitionReading> partitions = new HashMap<>();
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new LinkedHashMap<>();
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
            Duration maxTokenLife) {
        this.consumer = consumer;
        this.reader = new SkippingReader(consumer, singles, new Polled());
        this.work = work;
        this.partitionCount = partitionCount;
        this.maxTokenLife = maxTokenLife;
        this.commits = new OffsetCommits(consumer, offsets);
    }

    void open() {
        consumer.subscribe(List.of(Topics.SIGN_ONS), new Rebalances());
    }

    /** Reads on, answers what is to be answered, and commits what is. */
    void poll(Duration timeout) throws Exception {
        Optional<Instant> before = work.time();
        polled.clear();
        reader.poll(timeout);
        List<OwnedRecord> records = new ArrayList<>();
        polled.forEach((partition, some) -> {
            @Nullable PartitionReading reading = partitions.get(partition);
            if (reading != null && reading.isLooking()) {
                beginAt(partition, reading, some.get(0));
            } else if (reading != null) {
                some.forEach(record -> records.add(owned(reading, partition, record)));
            }
        });
        if (!records.isEmpty()) {
            work.process(records, consumer);
        }
        noteEnds(before);
        forgetTokens();
        commits.commitIfDue();
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
        work.requireTokens(since, time.minus(SignOnLog.MEMORY));
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

    /** What all partitions have been read up to, nobody asks about any more. */
    private void forgetTokens() {
        partitions.values().stream()
                .flatMap(reading -> reading.readTo().stream())
                .min(Instant::compareTo)
                .ifPresent(time -> work.forgetTokens(time.minus(SignOnLog.MEMORY)));
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
            @Nullable PartitionReading reading = partitions.get(records.partition());
            if (reading != null && reading.answers(records.lastOffset())) {
                OffsetTracker.Entry entry = offsets.start(records.partition(), records.lastOffset(), 0);
                work.setAside(records).thenRun(entry::done);
            }
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
